import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { StationFile } from '@artisan-ts/contracts';
import { findStation } from '@artisan-ts/storage';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** As `bin/artisan.js` has it. */
const cache = fileURLToPath(new URL('../../../.cache/node', import.meta.url));
const startMsMax = 60_000;
const lookMs = 10;

/** How the process is started, where that is not the usual way. */
export interface StationProcessOptions {
  /** A program and its arguments that start the station in turn: `taskset -c 0`, `strace ...`. */
  readonly under?: readonly string[];
  readonly nodeFlags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A real station in a process and a data folder of its own. */
export class StationProcess {
  readonly dataFolder = mkdtempSync(join(tmpdir(), 'artisan-station-'));
  readonly #options: StationProcessOptions;
  #spawnedWallMs = 0;
  /** When the present process was started, on the clock of `performance.now()`. */
  startedMs = 0;
  /** What all processes said, for when something fails. */
  said = '';
  #child: ChildProcess | null = null;

  constructor(options: StationProcessOptions = {}) {
    this.#options = options;
  }

  /** What the station tells other programs about itself. @throws Error when it does not run */
  get file(): StationFile {
    const file = findStation(this.dataFolder)?.file;
    if (!file) throw new Error(`no station runs: ${this.said}`);
    return file;
  }

  /** Starts a process; resolves before the station answers. */
  spawn(): void {
    this.startedMs = performance.now();
    const { under = [], nodeFlags = [], env = {} } = this.#options;
    const station = [...nodeFlags, main, 'start', '--no-ui', '--port', '0'];
    const [program = '', ...args] = [...under, process.execPath, ...station];
    const child = spawn(program, args, {
      env: { NODE_COMPILE_CACHE: cache, ...process.env, ...env, ARTISAN_DATA: this.dataFolder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#spawnedWallMs = Date.now();
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
      const file = findStation(this.dataFolder)?.file;
      if (file && file.startedWallMs >= this.#spawnedWallMs) return;
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
    // Whoever started the station for us ends with it, and may not pass a signal on.
    const pid = this.#options.under === undefined ? null : findStation(this.dataFolder)?.file?.pid;
    if (pid) process.kill(pid, signal);
    else child.kill(signal);
    await exited;
  }
}
