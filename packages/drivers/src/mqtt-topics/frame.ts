import type { TopicMessage } from '#transport/topic-message.ts';
import type { Framer } from '#wire/conversation.ts';
import { LineFramer, type TextLine } from '#wire/line-framer.ts';

/** Larger messages are no readings. */
const messageBytesMax = 65_536;

/** Messages come as lines, one each; a larger one is thrown away. */
export function topicFramer(): Framer<TextLine> {
  return new LineFramer(2 * messageBytesMax);
}

/** The message of a line; null: it is none. */
export function parseTopicMessage(text: string): TopicMessage | null {
  const said = parsed(text);
  if (!Array.isArray(said)) return null;
  const [topic, isRetained, payload] = said as unknown[];
  if (typeof topic !== 'string' || typeof payload !== 'string') return null;
  return { topic, isRetained: isRetained === true, payload };
}

/** The JSON value of a payload; undefined: it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
