import type { MonoUs } from '@artisan-ts/domain';
import { type BulletColumn, bulletReading, r1Columns, r2Columns } from '#aillio/channels.ts';
import {
  type Packet,
  PacketFramer,
  type R1Part,
  type R2Part,
  r1PartOf,
  r1Queries,
  r2PartOf,
} from '#aillio/frame.ts';
import type { BulletSettings } from '#aillio/settings.ts';
import { channelValues } from '#wire/conversation.ts';
import type { ListenPlan } from '#wire/listen.ts';
import { answersOnly, isMiss, type PollPlan } from '#wire/poll.ts';

/** What an R1 is asked, how its statuses look, and what an answer is. */
export interface R1Poll {
  readonly query: R1Part;
  readonly frame: Packet;
  readonly answer: Uint8Array;
}

const advice =
  'check that the machine is on, and that no other program reads it (RoasTime, Artisan)';

/** The two questions of a round. An answer names no question, but the two cannot be mistaken for each other. */
export function r1Plan({ bt, intervalUs, replyTimeoutUs }: BulletSettings): PollPlan<R1Poll> {
  const columns = r1Columns(bt);
  const queries = ['A', 'B'] as const;
  return {
    ...answersOnly,
    greetings: [],
    queries,
    intervalUs,
    replyTimeoutUs,
    quietUs: replyTimeoutUs,
    advice,
    framer: () => new PacketFramer(),
    encode: (query) => r1Queries[query].slice(),
    understand: (query, _number, { bytes }) =>
      r1PartOf(bytes) === query ? { kind: 'answer', answer: bytes } : { kind: 'other' },
    values: (answers) =>
      channelValues(
        columns.map((column) => {
          const answer = answers[queries.indexOf(column.part)];
          if (answer === undefined) return 'not-sent';
          return isMiss(answer) ? answer.miss : bulletReading(column, answer);
        }),
      ),
  };
}

/** The last status of each kind, and when it came. */
type R2Memory = Readonly<
  Partial<Record<R2Part, { readonly bytes: Uint8Array; readonly atUs: MonoUs }>>
>;

/** How the statuses of an R2 look, and what is kept of them. */
export interface R2Listen {
  readonly frame: Packet;
  readonly memory: R2Memory;
}

/** An R2 says everything many times a second: what it did not repeat for so long is not of now. */
const freshUs = 5_000_000;

/** A sample is made with each A0. */
export function r2Plan({ bt, intervalUs }: BulletSettings): ListenPlan<R2Listen> {
  const columns = r2Columns(bt);
  return {
    intervalUs,
    channelCount: columns.length,
    advice,
    nothing: {},
    framer: () => new PacketFramer(),
    take: (memory, { bytes, beganUs }) => {
      const part = r2PartOf(bytes);
      if (part === null) return null;
      if (part === 'other') return { memory, isReading: false, marks: [] };
      const heard = { ...memory, [part]: { bytes, atUs: beganUs } };
      return { memory: heard, isReading: part === 'A0', marks: [] };
    },
    readings: (memory, nowUs) => columns.map((column) => r2Reading(column, memory, nowUs)),
  };
}

function r2Reading(column: BulletColumn<R2Part>, memory: R2Memory, nowUs: MonoUs) {
  const said = memory[column.part];
  if (said === undefined) return 'not-sent';
  return nowUs - said.atUs > freshUs ? 'no-reply' : bulletReading(column, said.bytes);
}
