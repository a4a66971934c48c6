import type { SampleEvent } from '@artisan-ts/contracts';
import { type Sample, type StreamSpec, usPerSecond } from '@artisan-ts/domain';
import { RateOfRiseStream, signalMemoryS } from '@artisan-ts/roast';

/** A rate of rise depends on nothing older than this: its window, and what its readings were judged by. */
export const rateOfRiseMemoryUs = (60 + signalMemoryS) * usPerSecond;

/**
 * The rates of rise shown while a machine is read. Times are seconds of the source's axis, as in the curve that is
 * read later, so that the same readings give the very same numbers.
 */
export class LiveRateOfRise {
  readonly #bt = new RateOfRiseStream('ls30');
  readonly #et = new RateOfRiseStream('ls30');

  push(sample: Sample, stream: StreamSpec): SampleEvent['ror'] {
    const timeS = sample.monoUs / usPerSecond;
    const rate = (id: string, rates: RateOfRiseStream): number | null => {
      const channel = stream.channels.findIndex((known) => known.id === id);
      return channel < 0 ? null : rates.push(timeS, sample.values[channel] ?? null);
    };
    return { btCPerMin: rate('bt', this.#bt), etCPerMin: rate('et', this.#et) };
  }
}
