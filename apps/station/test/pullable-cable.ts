import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPtyPair, type PtyPair } from '#replay/pty-pair.ts';

const plugMsMax = 5000;
const lookMs = 5;

/** A serial cable whose plug at the station's end comes out, in the middle of whatever is being said, and goes in again. */
export class PullableCable implements PtyPair {
  readonly #cable: PtyPair;
  #plug: ChildProcess | null = null;

  private constructor(cable: PtyPair) {
    this.#cable = cable;
  }

  static async open(): Promise<PullableCable> {
    const cable = new PullableCable(await openPtyPair());
    await cable.plugIn();
    return cable;
  }

  get boardPort(): string {
    return this.#cable.boardPort;
  }

  get machinePort(): string {
    return `${this.#cable.machinePort}-plug`;
  }

  /** The port is gone at once, with every byte that was on its way. */
  async pull(): Promise<void> {
    const plug = this.#plug;
    this.#plug = null;
    if (plug === null) return;
    const gone = once(plug, 'exit');
    plug.kill('SIGKILL');
    await gone;
    rmSync(this.machinePort, { force: true });
  }

  async plugIn(): Promise<void> {
    const ends = [
      `file:${this.#cable.machinePort},raw,echo=0`,
      `pty,raw,echo=0,link=${this.machinePort}`,
    ];
    const plug = spawn('socat', ends, { stdio: 'ignore' });
    this.#plug = plug;
    for (let waitedMs = 0; !existsSync(this.machinePort); waitedMs += lookMs) {
      if (plug.exitCode !== null || waitedMs > plugMsMax) throw new Error('socat made no port');
      await sleep(lookMs);
    }
  }

  async close(): Promise<void> {
    await this.pull();
    await this.#cable.close();
  }
}
