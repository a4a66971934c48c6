import type { ChannelTroubleDto, SampleEvent } from '@artisan-ts/contracts';
import {
  type Channel,
  channelField,
  type Reading,
  type ReadingDefect,
  type StreamSpec,
  usPerSecond,
} from '@artisan-ts/domain';
import { defectWords, SignalHealth, SignalJudge } from '@artisan-ts/roast';
import { LiveRateOfRise } from '#live/live-rate-of-rise.ts';

/** A reading with what was concluded from it and the past. */
export interface JudgedReading {
  /** The reading without the values that cannot be right: what rules and rates go by. */
  readonly usable: Reading;
  /** The defects of its channels, in their order. */
  readonly defects: readonly (ReadingDefect | null)[];
  /** The defects by field; absent: none. */
  readonly quality: SampleEvent['quality'];
  readonly ror: SampleEvent['ror'];
}

interface StreamSignals {
  readonly stream: StreamSpec;
  readonly judge: SignalJudge;
  readonly health: SignalHealth;
}

/** Judges the readings of one source in the order of their arrival, and follows how its channels are. */
export class LiveSignals {
  readonly #clockRate: number;
  readonly #rates = new LiveRateOfRise();
  readonly #streams = new Map<string, StreamSignals>();

  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  push(reading: Reading, stream: StreamSpec): JudgedReading {
    const { judge, health } = this.#of(stream);
    const { defects, usable: values } = judge.push(reading);
    health.push(reading.monoUs / usPerSecond, reading, defects);
    const usable = { ...reading, values };
    const ror = this.#rates.push(usable, stream);
    return { usable, defects, quality: qualityOf(stream, defects), ror };
  }

  /** What is wrong with each channel at a moment of the source's axis, by channel id. */
  troubles(nowUs: number): ReadonlyMap<string, ChannelTroubleDto> {
    const nowS = nowUs / usPerSecond;
    const troubles = new Map<string, ChannelTroubleDto>();
    for (const { stream, health } of this.#streams.values()) {
      for (const [index, trouble] of health.at(nowS).entries()) {
        const channel = stream.channels[index] as Channel;
        if (trouble === null) continue;
        const forS = Math.max(0, nowS - trouble.sinceS);
        const message = defectWords(trouble.defect, channel.label, forS);
        troubles.set(channel.id, { defect: trouble.defect, message, forS });
      }
    }
    return troubles;
  }

  #of(stream: StreamSpec): StreamSignals {
    const known = this.#streams.get(stream.stream);
    if (known !== undefined) return known;
    const judge = new SignalJudge(stream);
    const begun = { stream, judge, health: new SignalHealth(stream, this.#clockRate) };
    this.#streams.set(stream.stream, begun);
    return begun;
  }
}

function qualityOf(
  stream: StreamSpec,
  defects: readonly (ReadingDefect | null)[],
): SampleEvent['quality'] {
  const flagged = stream.channels.flatMap((channel, index) => {
    const defect = defects[index] ?? null;
    return defect === null ? [] : [[channelField(channel), defect] as const];
  });
  return flagged.length === 0 ? undefined : Object.fromEntries(flagged);
}
