import { parseMessage, questionText } from '#websocket/frame.ts';
import type { WebSocketSettings } from '#websocket/settings.ts';
import { channelValues } from '#wire/conversation.ts';
import { encodeLine, LineFramer, type TextLine } from '#wire/line-framer.ts';
import { answersOnly, isMiss, type PollPlan } from '#wire/poll.ts';
import { saidReading } from '#wire/said-value.ts';

/** What a machine on a WebSocket is asked, how its frames look, and what an answer holds. */
export interface WebSocketPoll {
  readonly query: string;
  readonly frame: TextLine;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** A message with ten channels and their names has a few hundred bytes. */
const messageBytesMax = 65_536;
/** Numbers of questions go from 1 to this. */
const idMax = 99_999;

/** One question a round. */
export function webSocketPlan(settings: WebSocketSettings): PollPlan<WebSocketPoll> {
  const { command, machineId, entries, intervalUs, replyTimeoutUs } = settings;
  const idOf = (number: number): number => 1 + (number % idMax);
  return {
    ...answersOnly,
    greetings: [],
    queries: [command],
    intervalUs,
    replyTimeoutUs,
    quietUs: 0,
    advice: 'check that the machine answers this question, and the number of the machine',
    framer: () => new LineFramer(messageBytesMax),
    encode: (query, number) => encodeLine(questionText(query, idOf(number), machineId)),
    understand: (_query, number, { text }) => {
      const message = parseMessage(text);
      if (message?.id !== idOf(number) || message.data === null) return { kind: 'other' };
      return { kind: 'answer', answer: message.data };
    },
    marks: ({ text }) => {
      const mark = parseMessage(text)?.mark ?? null;
      return mark === null ? [] : [mark];
    },
    values: ([answer]) =>
      channelValues(
        entries.map((entry) => {
          if (answer === undefined) return 'not-sent';
          return isMiss(answer) ? answer.miss : saidReading(entry, answer[entry.key]);
        }),
      ),
  };
}
