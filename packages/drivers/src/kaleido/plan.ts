import { kaleidoChannels, kaleidoReadings } from '#kaleido/channels.ts';
import {
  type KaleidoQuery,
  type KaleidoStatus,
  kaleidoQueries,
  parseStatus,
} from '#kaleido/frame.ts';
import type { KaleidoSettings } from '#kaleido/settings.ts';
import { channelValues } from '#wire/conversation.ts';
import { encodeLine, LineFramer, type TextLine } from '#wire/line-framer.ts';
import { answersOnly, isMiss, type PollPlan } from '#wire/poll.ts';

/** What a Kaleido is asked, how its frames look, and what an answer holds. */
export interface KaleidoPoll {
  readonly query: KaleidoQuery;
  readonly frame: TextLine;
  readonly answer: KaleidoStatus;
}

const lineBytesMax = 512;

/** Hello until it answers, the unit, then one question a round. */
export function kaleidoPlan(settings: KaleidoSettings): PollPlan<KaleidoPoll> {
  const { unit, intervalUs, replyTimeoutUs } = settings;
  const inUnit = unit === 'F' ? kaleidoQueries.fahrenheit : kaleidoQueries.celsius;
  return {
    ...answersOnly,
    greetings: [kaleidoQueries.hello, inUnit],
    queries: [kaleidoQueries.read],
    // Not every firmware is known to acknowledge its unit.
    isOptional: (greeting) => greeting === inUnit,
    intervalUs,
    replyTimeoutUs,
    // Answers name no question: a late one must have come and gone.
    quietUs: replyTimeoutUs,
    advice:
      'check that the machine is on, its address or cable, and that no other program reads it',
    framer: () => new LineFramer(lineBytesMax),
    encode: (query) => encodeLine(query),
    understand: (query, _number, { text }) => {
      const status = parseStatus(text);
      if (status === null) return { kind: 'other' };
      const isReading = status.tags.has('BT') || status.tags.has('ET');
      return query === kaleidoQueries.read && !isReading
        ? { kind: 'other' }
        : { kind: 'answer', answer: status };
    },
    values: ([answer]) =>
      channelValues(
        answer === undefined || isMiss(answer)
          ? kaleidoChannels.map(() => answer?.miss ?? 'not-sent')
          : kaleidoReadings(unit, answer),
      ),
  };
}
