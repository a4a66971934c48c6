import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const lookMs = 20;
const startMsMax = 10_000;

/** A TCP port that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A real Mosquitto on this computer, with persistence as a person would set it up. */
export class Mosquitto {
  readonly #folder = mkdtempSync(join(tmpdir(), 'artisan-mosquitto-'));
  readonly #program: string;
  readonly port: number;
  #child: ChildProcess | null = null;

  /** `more`: further lines of its settings, with who may come. */
  constructor(program: string, port: number, more = 'allow_anonymous true') {
    this.#program = program;
    this.port = port;
    const user = process.getuid?.() === 0 ? 'user root\n' : '';
    const settings = `listener ${port} 127.0.0.1\n${more}\npersistence true\npersistence_location ${this.#folder}/\nmax_queued_messages 100000\n${user}`;
    writeFileSync(join(this.#folder, 'mosquitto.conf'), settings);
  }

  async start(): Promise<void> {
    this.#child = spawn(this.#program, ['-c', join(this.#folder, 'mosquitto.conf')], {
      stdio: 'ignore',
    });
    for (let waitedMs = 0; waitedMs < startMsMax; waitedMs += lookMs) {
      if (await this.#listens()) return;
      await sleep(lookMs);
    }
    throw new Error('mosquitto did not start');
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #listens(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
  }
}
