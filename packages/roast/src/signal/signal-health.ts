import type { ReadingDefect, Sample, SignalDefect, StreamSpec } from '@artisan-ts/domain';
import { defectOfReason } from '#signal/defects.ts';

/** A channel whose newest value is older than so many intervals is stale. */
const staleIntervals = 3;
/** Below this an age is jitter, however fast the sampling. Seconds of the source's clock at rate 1. */
const staleMinS = 2;
/** What happens in single readings is shown for so long, that a person can see it. Seconds. */
const lingerS = 10;
/** Of the newest intervals so many make a pace, and so many off the expected one make it irregular. */
const paceIntervals = 10;
const offPaceMin = 5;
/** An interval is off when it is so far from the expected one, as a share of it. */
const offShare = 0.5;

/** What is wrong with a channel, and since when on the axis of its source, in seconds. */
export interface ChannelTrouble {
  readonly defect: SignalDefect;
  readonly sinceS: number;
}

interface ChannelMemory {
  /** When the newest value came. */
  validS: number | null;
  valueC: number | null;
  /** Since when the value is the one it is. */
  sameSinceS: number;
  trouble: ChannelTrouble | null;
  /** When the trouble was last seen. */
  seenS: number;
}

/** How the channels of one stream are, for the person at the machine. Unlike the judge it may remember for ever. */
export class SignalHealth {
  readonly #intervalS: number;
  readonly #staleS: number;
  readonly #channels: ChannelMemory[];
  #newestS: number | null = null;
  #isOff: readonly boolean[] = [];

  constructor(stream: StreamSpec, clockRate: number) {
    this.#intervalS = stream.intervalS;
    this.#staleS = Math.max(staleMinS * clockRate, staleIntervals * stream.intervalS);
    this.#channels = stream.channels.map(() => ({
      validS: null,
      valueC: null,
      sameSinceS: 0,
      trouble: null,
      seenS: 0,
    }));
  }

  /** Takes a sample and the judge's verdicts on it. */
  push(
    timeS: number,
    sample: Pick<Sample, 'values' | 'missing'>,
    defects: readonly (ReadingDefect | null)[],
  ): void {
    this.#pace(timeS);
    for (const [index, channel] of this.#channels.entries()) {
      const value = sample.values[index] ?? null;
      const reason = sample.missing[index] ?? null;
      if (value !== null) {
        if (value !== channel.valueC) channel.sameSinceS = timeS;
        channel.validS = timeS;
        channel.valueC = value;
      }
      const given = value === null && reason !== null ? defectOfReason(reason) : null;
      this.#note(channel, timeS, defects[index] ?? given);
    }
  }

  /** The trouble of each channel at a moment, in their order; null when all is well. */
  at(timeS: number): readonly (ChannelTrouble | null)[] {
    return this.#channels.map((channel) => {
      const { validS, trouble } = channel;
      if (trouble?.defect === 'open-circuit') return trouble;
      if (validS !== null && timeS - validS > this.#staleS) {
        return { defect: 'stale', sinceS: validS };
      }
      return trouble ?? this.#paceTrouble(timeS);
    });
  }

  #note(channel: ChannelMemory, timeS: number, defect: SignalDefect | null): void {
    const { trouble } = channel;
    if (defect !== null) {
      const sinceS = defect === 'frozen' ? channel.sameSinceS : timeS;
      channel.trouble = trouble?.defect === defect ? trouble : { defect, sinceS };
      channel.seenS = timeS;
    } else if (trouble !== null && this.#isOver(channel, trouble, timeS)) {
      channel.trouble = null;
    }
  }

  /** A value that was once found stuck stays so until it moves; single readings are remembered for a while. */
  #isOver(channel: ChannelMemory, trouble: ChannelTrouble, timeS: number): boolean {
    if (trouble.defect === 'frozen') return channel.sameSinceS > trouble.sinceS;
    if (trouble.defect === 'open-circuit') return channel.validS === timeS;
    return timeS - channel.seenS > lingerS;
  }

  #pace(timeS: number): void {
    const beforeS = this.#newestS;
    this.#newestS = Math.max(timeS, beforeS ?? timeS);
    if (beforeS === null) return;
    const intervalS = timeS - beforeS;
    // A pause is a gap, which is shown as such.
    if (intervalS > this.#staleS) this.#isOff = [];
    else {
      const isOff = Math.abs(intervalS - this.#intervalS) > offShare * this.#intervalS;
      this.#isOff = [...this.#isOff.slice(1 - paceIntervals), isOff];
    }
  }

  #paceTrouble(timeS: number): ChannelTrouble | null {
    const off = this.#isOff.filter(Boolean).length;
    return off >= offPaceMin ? { defect: 'irregular', sinceS: timeS } : null;
  }
}
