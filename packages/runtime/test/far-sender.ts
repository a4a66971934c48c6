import type { TelemetryPoint } from '@artisan-ts/contracts';
import { MonoUs } from '@artisan-ts/domain';
import type { Scene } from './remote-scene.ts';
import { RoastingMachine } from './roasting-machine.ts';

const batchMax = 60;

/** A bridge at a machine far away, in virtual time: keeps what it read, and sends the newest first when there is a way. */
export class FarSender {
  readonly machine = new RoastingMachine();
  readonly #scene: Scene;
  readonly #intervalMs: number;
  readonly #born: { readonly wallMs: number; readonly monoMs: number };
  readonly #kept = new Map<number, TelemetryPoint>();
  #seq = 0;
  isConnected = true;

  constructor(scene: Scene, intervalMs = 1000) {
    this.#scene = scene;
    this.#intervalMs = intervalMs;
    this.#born = { wallMs: scene.clock.wallMs(), monoMs: scene.clock.monoUs() / 1000 };
  }

  /** How many it has read. */
  get read(): number {
    return this.#seq;
  }

  get kept(): number {
    return this.#kept.size;
  }

  get nowUs(): MonoUs {
    return MonoUs(Math.round(this.#scene.clock.monoUs() - this.#born.monoMs * 1000));
  }

  charge(): void {
    this.machine.charge(this.nowUs);
  }

  drop(): void {
    this.machine.drop(this.nowUs);
  }

  /** Reads for so many seconds. Without a way nothing of the station needs to run meanwhile but its clock. */
  async readFor(seconds: number): Promise<void> {
    const count = Math.round((seconds * 1000) / this.#intervalMs);
    for (let each = 0; each < count; each++) {
      await this.#scene.clock.advance(this.#intervalMs);
      const point = this.#read();
      this.#kept.set(point.seq, point);
      if (this.isConnected) await this.#send([point], false);
    }
  }

  /** Sends one batch of what is kept, oldest first, said to be of the past or not. Whether there was one. */
  async sendOldest(historical = true): Promise<boolean> {
    const points = [...this.#kept.values()].slice(0, batchMax);
    if (points.length === 0) return false;
    await this.#send(points, historical);
    return true;
  }

  #read(): TelemetryPoint {
    const seq = this.#seq++;
    const monoUs = Math.round(this.nowUs);
    const wallMs = this.#born.wallMs + Math.round(monoUs / 1000);
    const [btC] = this.machine.read(MonoUs(monoUs));
    return { seq, monoUs, wallMs, channels: { btC, etC: null } };
  }

  /** What the station has acknowledged is let go. */
  async #send(points: readonly TelemetryPoint[], historical: boolean): Promise<void> {
    await this.#scene.send(this.#scene.batch(points, { historical }));
    const acked = this.#scene.acks.at(-1)?.seq ?? -1;
    for (const seq of this.#kept.keys()) {
      if (seq > acked) break;
      this.#kept.delete(seq);
    }
  }
}
