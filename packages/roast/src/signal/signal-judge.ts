import { type ReadingDefect, type Sample, type StreamSpec, usPerSecond } from '@artisan-ts/domain';
import { ChannelJudge } from '#signal/channel-judge.ts';
import { limitsOf } from '#signal/limits.ts';
import { SwapWatch } from '#signal/swap-watch.ts';

/**
 * Verdicts on one sample.
 *
 * Shape: both align with the channels of the stream. `usable` holds the values without those that have a defect: what rates
 * of rise and detection go by.
 */
export interface JudgedValues {
  readonly defects: readonly (ReadingDefect | null)[];
  readonly usable: readonly (number | null)[];
}

/**
 * Judges the readings of one stream in the order of their arrival, from nothing but the past. The judgement is not stored: it
 * follows from the readings, and the same readings give the same judgement live and later.
 */
export class SignalJudge {
  readonly #channels: readonly (ChannelJudge | null)[];
  readonly #bt: number;
  readonly #et: number;
  readonly #swap = new SwapWatch();
  #newestS = Number.NEGATIVE_INFINITY;

  constructor(stream: StreamSpec) {
    this.#channels = stream.channels.map((channel) => {
      const limits = limitsOf(channel);
      const { intervalS } = stream;
      return limits && new ChannelJudge(limits, { intervalS, resolutionC: channel.resolution });
    });
    this.#bt = stream.channels.findIndex((channel) => channel.id === 'bt');
    this.#et = stream.channels.findIndex((channel) => channel.id === 'et');
  }

  push(sample: Pick<Sample, 'monoUs' | 'values'>): JudgedValues {
    return this.at(sample.monoUs / usPerSecond, sample.values);
  }

  /** The same for a time in seconds of the source's axis. */
  at(timeS: number, values: readonly (number | null)[]): JudgedValues {
    const isLater = timeS > this.#newestS;
    const defects = this.#channels.map((_, index): ReadingDefect | null =>
      isLater || (values[index] ?? null) === null ? null : 'clock',
    );
    if (isLater) {
      this.#newestS = timeS;
      this.#judge(timeS, values, defects);
    }
    const usable = defects.map((defect, index) =>
      defect === null ? (values[index] ?? null) : null,
    );
    return { defects, usable };
  }

  #judge(
    timeS: number,
    values: readonly (number | null)[],
    defects: (ReadingDefect | null)[],
  ): void {
    const isSwapped = this.#isSwapped(timeS, values);
    for (const [index, channel] of this.#channels.entries()) {
      const value = values[index] ?? null;
      if (channel !== null && value !== null) defects[index] = channel.push(timeS, value);
    }
    for (const [index, channel] of this.#channels.entries()) {
      if (defects[index] === null && (values[index] ?? null) !== null) {
        const isFrozen = channel?.isFrozen(timeS, this.#neighbour(index)) ?? false;
        if (isFrozen) defects[index] = 'frozen';
      }
    }
    if (!isSwapped) return;
    for (const index of [this.#bt, this.#et]) {
      if ((values[index] ?? null) !== null && defects[index] !== 'out-of-range') {
        defects[index] = 'swapped';
      }
    }
  }

  #isSwapped(timeS: number, values: readonly (number | null)[]): boolean {
    const bt = this.#channels[this.#bt] ?? null;
    const et = this.#channels[this.#et] ?? null;
    if (bt === null || et === null) return false;
    return this.#swap.push(timeS, {
      before: { bt: bt.levelBefore(timeS), et: et.levelBefore(timeS) },
      now: { bt: values[this.#bt] ?? null, et: values[this.#et] ?? null },
    });
  }

  /** BT and ET tell of each other whether the other should have moved. */
  #neighbour(index: number): ChannelJudge | null {
    if (index === this.#bt) return this.#channels[this.#et] ?? null;
    return index === this.#et ? (this.#channels[this.#bt] ?? null) : null;
  }
}
