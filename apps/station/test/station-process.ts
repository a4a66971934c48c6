import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findStation } from '@artisan-ts/storage';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** As `bin/artisan.js` has it. */
const cache = fileURLToPath(new URL('../../../.cache/node', import.meta.url));
const startMsMax = 60_000;
const lookMs = 10;

/** A real station in a process and a data folder of its own. */
export class StationProcess {
  readonly dataFolder = mkdtempSync(join(tmpdir(), 'artisan-station-'));
  /** When the present process was started, on the clock of `performance.now()`. */
  startedMs = 0;
  /** What all processes said, for when something fails. */
  said = '';
  #child: ChildProcess | null = null;

  /** Starts a process; resolves before the station answers. */
  spawn(): void {
    this.startedMs = performance.now();
    const child = spawn(process.execPath, [main, 'start', '--no-ui', '--port', '0'], {
      env: { NODE_COMPILE_CACHE: cache, ...process.env, ARTISAN_DATA: this.dataFolder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const listen = (text: Buffer) => {
      this.said += text.toString();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    this.#child = child;
  }

  /** Starts a process and waits until it listens. */
  async start(): Promise<void> {
    this.spawn();
    for (let waitedMs = 0; waitedMs < startMsMax; waitedMs += lookMs) {
      // The note of a process that was killed lies there until the next one takes the folder.
      if (findStation(this.dataFolder)?.file?.pid === this.#child?.pid) return;
      if (this.#child?.exitCode !== null) break;
      await sleep(lookMs);
    }
    throw new Error(`the station did not start: ${this.said}`);
  }

  /** Ends the process as a power cut would. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Ends the process as a person would. Resolves with its exit code. */
  async stop(): Promise<number | null> {
    await this.#end('SIGTERM');
    return this.#child?.exitCode ?? null;
  }

  /** Ends the process and removes its data. */
  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}
