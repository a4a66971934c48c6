import { z } from 'zod';
import { pageOf, pageQuery } from '#api/coffee.ts';
import { idText } from '#id-text.ts';

export const missionStateNames = [
  'PENDING',
  'RUNNING',
  'RETRY',
  'WAITING',
  'QUARANTINED',
  'BLOCKED',
  'DONE',
  'FAILED',
  'DEAD',
  'CANCELED',
] as const;

/** The shelves of the inbox, in the order in which a person looks at them. */
export const missionShelves = {
  needsYou: ['QUARANTINED', 'DEAD'],
  underWay: ['PENDING', 'RUNNING', 'RETRY', 'WAITING'],
  done: ['DONE'],
  ended: ['BLOCKED', 'FAILED', 'CANCELED'],
} as const satisfies Readonly<Record<string, readonly (typeof missionStateNames)[number][]>>;
export type MissionShelf = keyof typeof missionShelves;
const shelfNames = ['needsYou', 'underWay', 'done', 'ended'] as const;

/** What a person can do with a mission. */
export const missionDeeds = ['approve', 'reject', 'retry', 'cancel', 'redrive'] as const;
export type MissionDeed = (typeof missionDeeds)[number];

const missionIdText = idText('mission');
const wallMs = z.int().describe('milliseconds since 1970 UTC');

export const missionDto = z
  .object({
    id: missionIdText,
    goal: z.string(),
    goalName: z.string().describe('the goal in words'),
    subjectId: z.string().nullable().describe('what it is about, such as a roast'),
    subjectTitle: z.string().describe('what it is about, in words'),
    machineId: z.string().nullable(),
    machineName: z.string().describe('empty: it is about no machine'),
    state: z.enum(missionStateNames),
    meaning: z.string().describe('the state in words'),
    reasons: z
      .array(z.object({ code: z.string(), message: z.string() }))
      .describe('why it was held back or refused'),
    inputDigest: z.string().describe('to be sent back by who approves: what was shown'),
    signals: z
      .record(z.string(), z.union([z.number(), z.boolean()]))
      .nullable()
      .describe('what was known about the data'),
    attempts: z.int(),
    maxAttempts: z.int(),
    availableAtMs: wallMs,
    generation: z.int(),
    redriveOf: z.string().nullable(),
    createdBy: z.object({ kind: z.string(), id: z.string(), version: z.string() }),
    createdAtMs: wallMs,
    updatedAtMs: wallMs,
    can: z.array(z.enum(missionDeeds)).describe('what its state lets a person do'),
    lastError: z.object({ code: z.string(), message: z.string() }).nullable(),
    result: z.unknown().describe('null until it is done, and in lists'),
    steps: z.array(z.object({ stepNo: z.int(), name: z.string(), atMs: wallMs })),
    ranWith: z
      .object({ agent: z.string(), tools: z.array(z.string()), policy: z.string() })
      .nullable()
      .describe('the registered versions of its last attempt; null: never taken'),
    evidence: z
      .array(z.string())
      .describe('what an agent found that wants a person, in sentences; empty in lists'),
    trace: z
      .array(
        z.object({
          spanId: z.string(),
          parentId: z.string().nullable(),
          epoch: z.int(),
          name: z.string(),
          words: z.string().describe('what was done, for a person'),
          startMs: wallMs,
          durationMs: z.number(),
          isError: z.boolean(),
          attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
        }),
      )
      .describe('its spans, in the order in which they ended; empty in lists'),
    traceDigest: z
      .object({
        spans: z.int().describe('how many there were'),
        digest: z.string().describe('SHA-256, in hex; an entry of the audit log says the same'),
        atMs: wallMs.describe('when it took their place'),
      })
      .nullable()
      .describe('what stands for its spans 90 days after its end; null before, and in lists'),
    history: z
      .array(
        z.object({
          atMs: wallMs,
          message: z.string().describe('what happened, in words'),
          by: z.string().describe('who did it: a person, or a part of the station'),
        }),
      )
      .describe(
        'every change from the audit log with the steps between, oldest first; empty in lists',
      ),
  })
  .meta({ id: 'Mission' });
export type MissionDto = z.infer<typeof missionDto>;

export const missionPage = pageOf(missionDto);
export type MissionPage = z.infer<typeof missionPage>;
export const missionParams = z.strictObject({ id: missionIdText });
export const listMissionsQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(missionStateNames).optional(),
  shelf: z
    .enum(shelfNames)
    .optional()
    .describe('needsYou: held back or dead and not run again; underWay; done; ended'),
  goal: z.string().max(40).optional().describe('missions of this goal'),
  roast: z.string().max(50).optional().describe('missions about this roast'),
});

export const decideMissionBody = z.strictObject({
  decision: z.enum(['approve', 'reject']),
  waivedReasons: z
    .array(z.string().max(40))
    .max(20)
    .optional()
    .describe('to approve: the code of every reason, by name'),
  inputDigest: z.string().max(64).optional().describe('to approve: as it was shown'),
});
export type DecideMissionBody = z.infer<typeof decideMissionBody>;

export const missionRulesDto = z
  .object({
    version: z.int(),
    goals: z.array(z.object({ goal: z.string(), meaning: z.string() })),
    settings: z.array(
      z.object({
        name: z.string(),
        meaning: z.string(),
        value: z.string().describe('with its unit'),
      }),
    ),
  })
  .meta({ id: 'MissionRules' });
export type MissionRulesDto = z.infer<typeof missionRulesDto>;

export const missionGainsQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(365).default(30).describe('how far back to look'),
});

const share = z.number().nullable();

export const missionGainsDto = z
  .object({
    days: z.int(),
    batches: z.int().describe('roasts that were closed'),
    reports: z.int().describe('of these, with a report'),
    reportsUntouched: z.int().describe('of these, without any press of a person'),
    interventions: z.int().describe('presses of people on missions'),
    interventionsPerBatch: share.describe('null: no batch'),
    medianReportDelayS: share.describe('from the closing to the report; null: no report'),
    suggestions: z
      .object({
        made: z.int().describe('marks that the station suggested'),
        kept: z.int().describe('confirmed where they stood'),
        moved: z.int(),
        undone: z.int(),
        open: z.int().describe('nobody said anything'),
      })
      .describe('of the marks of these roasts'),
  })
  .meta({ id: 'MissionGains' });
export type MissionGainsDto = z.infer<typeof missionGainsDto>;
