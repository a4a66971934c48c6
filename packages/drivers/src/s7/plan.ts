import { type S7Meaning, s7Reading } from '#s7/channels.ts';
import { encodeQuery, type S7Answer, type S7Query, s7AnswerFramer } from '#s7/frame.ts';
import { s7Types } from '#s7/map.ts';
import { channelValues } from '#wire/conversation.ts';
import { answersOnly, isMiss, type PollPlan, type Stamped, type Understood } from '#wire/poll.ts';

/** What is asked of a PLC, how its frames look, and what an answer holds. */
export interface S7Poll {
  readonly query: S7Query;
  readonly frame: { readonly answer: S7Answer } & Stamped;
  readonly answer: readonly (Uint8Array | number)[];
}

/** Which CPU, and how often. Spans in microseconds of the source's clock. */
export interface S7Pace {
  readonly rack: number;
  readonly slot: number;
  readonly intervalUs: number;
  readonly replyTimeoutUs: number;
}

const numbersMax = 0x1_0000;

/** What a PLC means by refusing an item. */
const refusals: Readonly<Record<number, string>> = {
  1: 'a hardware fault',
  3: 'access is not allowed; PUT/GET must be permitted in the PLC (TIA Portal, protection)',
  5: 'the address is beyond the end of the block',
  6: 'the type is not supported',
  10: 'there is no such data block, or it is optimised (it must have standard access)',
};

/** The round of a map: one question with all its places. */
export function s7Plan(meaning: S7Meaning, pace: S7Pace): PollPlan<S7Poll> {
  const { rack, slot, intervalUs, replyTimeoutUs } = pace;
  const items = meaning.entries.map(({ area, block, byte, type }) => {
    return { area, block, byte, length: s7Types[type] };
  });
  return {
    ...answersOnly,
    greetings: [{ kind: 'connect', rack, slot }, { kind: 'setup' }],
    queries: [{ kind: 'read', items }],
    intervalUs,
    replyTimeoutUs,
    quietUs: 0,
    advice: 'check power and network, rack and slot, and that PUT/GET is permitted in the PLC',
    framer: () => s7AnswerFramer(),
    encode: (query, number) => encodeQuery(query, number % numbersMax),
    understand: (query, number, { answer }) => understand(query, number % numbersMax, answer),
    values: ([answer]) =>
      channelValues(
        meaning.entries.map((entry, at) => {
          if (answer === undefined) return 'not-sent';
          return isMiss(answer) ? answer.miss : s7Reading(meaning, entry, answer[at]);
        }),
      ),
    remarks: (answer) => remarksOf(meaning, answer),
  };
}

function understand(
  query: S7Query,
  number: number,
  answer: S7Answer,
): Understood<readonly (Uint8Array | number)[]> {
  if (query.kind === 'connect') {
    return answer.kind === 'connected' ? { kind: 'answer', answer: [] } : { kind: 'other' };
  }
  if (answer.kind !== query.kind || answer.number !== number) return { kind: 'other' };
  if (answer.error !== 0) return { kind: 'refused', why: `The PLC refused: ${hex(answer.error)}` };
  if (query.kind === 'setup' || answer.kind === 'setup') return { kind: 'answer', answer: [] };
  if (answer.items.length !== query.items.length) return { kind: 'other' };
  return { kind: 'answer', answer: answer.items };
}

function remarksOf(
  { entries }: S7Meaning,
  items: readonly (Uint8Array | number)[],
): readonly string[] {
  return entries.flatMap(({ label, area, block, byte }, at) => {
    const item = items[at];
    if (typeof item !== 'number') return [];
    const place = area === 'DB' ? `DB${block}.${byte}` : `${area}.${byte}`;
    return [`${label} at ${place} was refused: ${refusals[item] ?? hex(item)}`];
  });
}

function hex(code: number): string {
  return `code 0x${code.toString(16).padStart(4, '0')}`;
}
