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
      return isAnswer(query, status) ? { kind: 'answer', answer: status } : { kind: 'other' };
    },
    values: ([answer]) =>
      channelValues(
        answer === undefined || isMiss(answer)
          ? kaleidoChannels.map(() => answer?.miss ?? 'not-sent')
          : kaleidoReadings(unit, answer),
      ),
  };
}

/** A status names what it tells of, and so which question it can answer. Whatever is said answers a hello. */
function isAnswer(query: KaleidoQuery, { tags }: KaleidoStatus): boolean {
  switch (query) {
    case kaleidoQueries.hello:
      return true;
    case kaleidoQueries.celsius:
    case kaleidoQueries.fahrenheit:
      return tags.has('TU');
    case kaleidoQueries.read:
      return tags.has('BT') || tags.has('ET');
  }
}
