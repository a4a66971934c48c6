import type { MonoUs } from '@artisan-ts/domain';
import { parsed } from '#mqtt-topics/frame.ts';
import { type Selector, select } from '#mqtt-topics/selector.ts';
import { isUnder } from '#mqtt-topics/topic.ts';
import type { TopicMessage } from '#transport/topic-message.ts';
import { heardValues, type LastValues, nothingSaid } from '#wire/last-values.ts';
import type { Heard } from '#wire/listen.ts';
import { type SaidMeaning, saidReading } from '#wire/said-value.ts';

/** Where the number of a channel stands, and what it means. */
export interface TopicChannel extends SaidMeaning {
  readonly label: string;
  /** The messages it comes in. */
  readonly filter: string;
  readonly selector: Selector;
}

/** What messages mean. */
export interface TopicMeaning {
  readonly entries: readonly TopicChannel[];
  /** Where a message says its own time; null: it does not. */
  readonly time: Selector | null;
  /** A value that is older is not of now. */
  readonly freshUs: number;
}

/** What was said last, and when by the clocks of the devices. */
export interface TopicMemory {
  readonly values: LastValues;
  /** The newest time that messages of a topic have told. */
  readonly toldMs: Readonly<Record<string, number>>;
}

/** Nothing said yet. */
export function topicSilence({ entries }: TopicMeaning): TopicMemory {
  return { values: nothingSaid(entries.length), toldMs: {} };
}

/** A clock of a device may be ahead of ours by this. */
const aheadMs = 5_000;
/** Topics whose times are remembered; a wildcard may bring any number of them. */
const topicsMax = 64;

/**
 * The memory after a message. A sample is due with each value of the first channel, and with any other while the first
 * says nothing. Null: nothing in it is one of ours.
 */
export function heardTopic(
  meaning: TopicMeaning,
  memory: TopicMemory,
  message: TopicMessage,
  came: { readonly atUs: MonoUs; readonly wallMs: number },
): Heard<TopicMemory> | null {
  const own = meaning.entries.filter(({ filter }) => isUnder(message.topic, filter));
  if (own.length === 0) return null;
  const value = parsed(message.payload);
  const found = own.filter(({ selector }) => select(selector, value) !== undefined);
  if (found.length === 0) return null;
  const toldMs = meaning.time === null ? null : timeMs(select(meaning.time, value));
  if (!isOfNow(meaning, memory, message, toldMs, came.wallMs)) {
    return { memory, isReading: false, marks: [] };
  }
  const readings = meaning.entries.map((entry) =>
    found.includes(entry) ? saidReading(entry, select(entry.selector, value)) : undefined,
  );
  const heard = heardValues(memory.values, readings, came.atUs, meaning.freshUs);
  const told = remembered(memory.toldMs, message.topic, toldMs);
  return { ...heard, memory: { values: heard.memory, toldMs: told } };
}

/** Kept by the broker, overtaken, or late: such a message says what was. */
function isOfNow(
  { time, freshUs }: TopicMeaning,
  memory: TopicMemory,
  { topic, isRetained }: TopicMessage,
  toldMs: number | null,
  wallMs: number,
): boolean {
  if (toldMs === null) return !isRetained && time === null;
  const beforeMs = memory.toldMs[topic] ?? Number.NEGATIVE_INFINITY;
  return toldMs >= beforeMs && toldMs - wallMs <= aheadMs && wallMs - toldMs <= freshUs / 1000;
}

function remembered(
  before: Readonly<Record<string, number>>,
  topic: string,
  toldMs: number | null,
): Readonly<Record<string, number>> {
  if (toldMs === null) return before;
  const others = Object.entries(before).filter(([name]) => name !== topic);
  return Object.fromEntries([...others.slice(1 - topicsMax), [topic, toldMs]]);
}

/** Seconds since 1970 have had ten digits since 2001; with thirteen they are milliseconds. */
const millisFrom = 1e11;

/** Seconds or milliseconds since 1970, or a date as ISO 8601 has it; null: it says no time. */
export function timeMs(said: unknown): number | null {
  if (typeof said !== 'string' && typeof said !== 'number') return null;
  const isDate = typeof said === 'string' && !/^\s*\d+(\.\d+)?\s*$/.test(said);
  const value = isDate ? Date.parse(said) : Number(said);
  if (!Number.isFinite(value) || value <= 0) return null;
  return isDate || value >= millisFrom ? value : value * 1000;
}
