import { type RandomStream, seededStream, standardNormal } from '@artisan-ts/domain';
import { clockJumpS, type DayFault, offsetFaultC } from '#disturbances/fault-table.ts';
import type { RoastDay } from '#disturbances/roast-day.ts';

/** What arrives of one moment: null was not read. */
export interface Arrival {
  readonly btC: number | null;
  readonly etC: number | null;
  /** How often the same reading comes. */
  readonly copies: 1 | 2;
  /** How far the clock of the device runs ahead, s. */
  readonly aheadS: number;
}

/** How a day reads its probes and its clock: noise, lost readings, and what is broken. Each from a stream of its own. */
export class DaySenses {
  readonly #day: Pick<RoastDay, 'btNoiseC' | 'dropoutShare' | 'faults'>;
  readonly #noise: RandomStream;
  readonly #dropouts: RandomStream;
  #stuckAtC: number | null = null;

  constructor(day: Pick<RoastDay, 'btNoiseC' | 'dropoutShare' | 'faults'>, seed: number) {
    this.#day = day;
    this.#noise = seededStream(seed, 'twin.bt.noise');
    this.#dropouts = seededStream(seed, 'twin.bt.dropouts');
  }

  /** Whether a fault has begun at a second after charge. */
  has(kind: DayFault['kind'], second: number): boolean {
    return this.#day.faults.some((fault) => fault.kind === kind && second >= fault.fromS);
  }

  /** What the probes show a second after charge, called once for each reading. */
  read(true_: { readonly btC: number; readonly etC: number }, second: number): Arrival {
    const noisyC = true_.btC + this.#day.btNoiseC * standardNormal(this.#noise);
    const isLost = this.#dropouts.next() < this.#day.dropoutShare;
    return {
      btC: isLost ? null : this.#broken(noisyC, second),
      etC: this.has('etLost', second) ? null : true_.etC,
      copies: this.has('doubledSamples', second) ? 2 : 1,
      aheadS: this.has('clockJump', second) ? clockJumpS : 0,
    };
  }

  #broken(noisyC: number, second: number): number {
    const shownC = this.has('probeOffset', second) ? noisyC + offsetFaultC : noisyC;
    if (!this.has('stuckProbe', second)) return shownC;
    this.#stuckAtC ??= shownC;
    return this.#stuckAtC;
  }
}
