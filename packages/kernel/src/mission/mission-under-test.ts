import { makeId } from '@artisan-ts/domain';
import type { Verdict } from '#governor/verdict.ts';
import { createMission, type MissionRequest } from '#mission/create.ts';
import type { Mission } from '#mission/mission.ts';

export const allowed: Verdict = {
  decision: 'ALLOW',
  reasons: [],
  availableAtMs: null,
  configVersion: 1,
};

export const request: MissionRequest = {
  orgId: 'local',
  siteId: 'main',
  machineId: null,
  goal: 'roast-report',
  goalVersion: 1,
  params: { roastId: 'roast_1' },
  fingerprint: 'f',
  subjectId: 'roast_1',
  signals: null,
  idempotencyKey: 'roast-report:full:roast_1:r1',
  priority: 0,
  maxAttempts: 3,
  serialKey: null,
  createdBy: { kind: 'SERVICE', id: 'dispatcher', version: '1' },
  inputDigest: 'd',
};

export const person = { kind: 'USER', id: 'ana', version: '' } as const;

export const scopeOf = (workerId: string) => ({
  workerId,
  orgs: ['local'],
  goals: ['roast-report'],
});

/** A mission as it is born, numbered. */
export function newMission(
  over: Partial<MissionRequest> = {},
  verdict = allowed,
  number = 1,
): Mission {
  const id = makeId('mission', number.toString(16).padStart(32, '0'));
  const identity = { id, traceId: 't', storeIncarnation: 1 };
  return createMission({ ...request, ...over }, verdict, identity, 0).mission;
}
