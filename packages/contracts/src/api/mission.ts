import { z } from 'zod';
import { pageOf, pageQuery } from '#api/coffee.ts';

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

const missionIdText = z.string().regex(/^mission_[0-9a-f]{32}$/);
const wallMs = z.int().describe('milliseconds since 1970 UTC');

export const missionDto = z
  .object({
    id: missionIdText,
    goal: z.string(),
    subjectId: z.string().nullable().describe('what it is about, such as a roast'),
    machineId: z.string().nullable(),
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
    lastError: z.object({ code: z.string(), message: z.string() }).nullable(),
    result: z.unknown().describe('null until it is done, and in lists'),
    steps: z.array(z.object({ stepNo: z.int(), name: z.string(), atMs: wallMs })),
  })
  .meta({ id: 'Mission' });
export type MissionDto = z.infer<typeof missionDto>;

export const missionPage = pageOf(missionDto);
export type MissionPage = z.infer<typeof missionPage>;
export const missionParams = z.strictObject({ id: missionIdText });
export const listMissionsQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(missionStateNames).optional(),
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
