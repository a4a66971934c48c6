import type { MissingReason, MonoUs } from '@artisan-ts/domain';
import type { ChannelReading } from '#wire/conversation.ts';
import type { Heard } from '#wire/listen.ts';

/** What a device that speaks value by value said last, channel by channel; null: nothing yet. */
export interface LastValues {
  readonly said: readonly ({ readonly reading: ChannelReading; readonly atUs: MonoUs } | null)[];
  /** When the first value of this connection came. */
  readonly sinceUs: MonoUs | null;
}

/** Nothing said yet. */
export function nothingSaid(channelCount: number): LastValues {
  return { said: Array.from({ length: channelCount }, () => null), sinceUs: null };
}

/**
 * With values that came, each in the place of its channel (undefined: it did not come). A sample is due with each value of
 * the first channel, and with any other while the first has been silent for `freshUs`.
 */
export function heardValues(
  before: LastValues,
  came: readonly (ChannelReading | undefined)[],
  atUs: MonoUs,
  freshUs: number,
): Heard<LastValues> {
  const said = before.said.map((old, at) => {
    const reading = came[at];
    return reading === undefined ? old : { reading, atUs };
  });
  const sinceUs = before.sinceUs ?? atUs;
  const isFirstOld = atUs - (said[0]?.atUs ?? sinceUs) > freshUs;
  const isReading = came[0] !== undefined || isFirstOld;
  return { memory: { said, sinceUs }, isReading, marks: [] };
}

/** The readings of now: what was not repeated for `freshUs` is not of now; `unsaid` where nothing ever came. */
export function freshReadings(
  { said }: LastValues,
  nowUs: MonoUs,
  freshUs: number,
  unsaid: MissingReason = 'not-sent',
): readonly ChannelReading[] {
  return said.map((one) => {
    if (one === null) return unsaid;
    return nowUs - one.atUs > freshUs ? 'no-reply' : one.reading;
  });
}
