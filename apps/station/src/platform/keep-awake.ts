import { type ChildProcess, spawn } from 'node:child_process';
import type { SleepControl } from '@artisan-ts/runtime';

/** A program that keeps the computer awake for as long as it runs and this process lives. */
interface Keeper {
  readonly command: string;
  readonly args: readonly string[];
}

/** Per platform; where there is none, a person has to see to it. */
function keeperOf(platform: NodeJS.Platform): Keeper | null {
  if (platform === 'linux') {
    // `cat` ends when our end of its input closes, however this process ends: no lock outlives it.
    const why = ['--who=Artisan.ts', '--why=A roast is being recorded', '--mode=block'];
    return { command: 'systemd-inhibit', args: ['--what=sleep:idle', ...why, 'cat'] };
  }
  if (platform === 'darwin') {
    return { command: 'caffeinate', args: ['-i', '-s', '-w', String(process.pid)] };
  }
  return null;
}

/** A keeper that failed is tried again after so long: a login session may only just be starting. */
const againAfterMs = 60_000;
/** One that lasted for so long holds the lock; a refused one ends at once. */
const holdsAfterMs = 3000;

/** Keeps this computer awake by a child process of its own, where the platform has one. */
export class KeepAwake implements SleepControl {
  readonly #keeper: Keeper | null;
  readonly #sleptMs: () => number;
  readonly #nowMs: () => number;
  #child: ChildProcess | null = null;
  #heldSinceMs = 0;
  #failedMs: number | null = null;
  #trouble: string | null = null;

  constructor(parts: {
    readonly sleptMs: () => number;
    /** Milliseconds on any clock that does not go back. */
    readonly nowMs: () => number;
    readonly platform?: NodeJS.Platform;
  }) {
    this.#sleptMs = parts.sleptMs;
    this.#nowMs = parts.nowMs;
    this.#keeper = keeperOf(parts.platform ?? process.platform);
    if (this.#keeper === null) {
      this.#trouble =
        'This computer cannot be kept awake from here. Turn sleep off in its settings while roasting.';
    }
  }

  sleptMs(): number {
    return this.#sleptMs();
  }

  trouble(): string | null {
    return this.#trouble;
  }

  keepAwake(isWanted: boolean): void {
    if (!isWanted) this.#release();
    else if (this.#child !== null) {
      if (this.#nowMs() - this.#heldSinceMs >= holdsAfterMs) this.#trouble = null;
    } else if (this.#keeper !== null && this.#mayTry()) {
      this.#hold(this.#keeper);
    }
  }

  #mayTry(): boolean {
    return this.#failedMs === null || this.#nowMs() - this.#failedMs >= againAfterMs;
  }

  #hold({ command, args }: Keeper): void {
    const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'] });
    this.#child = child;
    this.#heldSinceMs = this.#nowMs();
    const failed = (why: string): void => {
      if (this.#child !== child) return;
      this.#child = null;
      this.#failedMs = this.#nowMs();
      this.#trouble = `The computer may fall asleep: ${command} ${why}. Turn sleep off in its settings while roasting.`;
    };
    child.once('error', (error: NodeJS.ErrnoException) =>
      failed(error.code === 'ENOENT' ? 'is not installed' : `failed (${error.message})`),
    );
    child.once('exit', (code) => failed(`ended (${code ?? 'by a signal'})`));
    // A keeper must not keep this process from ending, and its pipe may break at any time.
    child.stdin?.on('error', () => undefined);
    child.unref();
  }

  #release(): void {
    const child = this.#child;
    this.#child = null;
    child?.stdin?.end();
    child?.kill();
  }
}
