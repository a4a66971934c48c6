import type { PlantedBug } from '../planted/bugs.ts';

const kernel = 'packages/kernel/src/mission';
const runtime = 'packages/runtime/src/missions';
const storage = 'packages/storage/src/missions';

function bug(name: string, file: string, find: string, replace: string): PlantedBug {
  return { name, edits: [{ file, find, replace }] };
}

/** Mistakes that somebody could make in how missions are kept; playing against the model must find each. None is in the product. */
export const missionBugs: readonly PlantedBug[] = [
  bug(
    'no fence',
    `${kernel}/decide.ts`,
    'mission.epoch === event.epoch && mission.lease?.workerId === event.workerId',
    'mission.lease !== null',
  ),
  bug(
    'a fence without the epoch',
    `${kernel}/decide.ts`,
    'mission.epoch === event.epoch && mission.lease',
    'mission.lease',
  ),
  bug(
    'a token given twice',
    `${runtime}/create-operations.ts`,
    'yield* sent(tables.putBucket(goalKey, buckets.goal));',
    '',
  ),
  bug(
    'a row of the outbox lost',
    `${runtime}/mission-desk.ts`,
    'yield* sent(tables.putNews(',
    'if (mission.epoch !== 2) yield* sent(tables.putNews(',
  ),
  bug(
    'a return without its entry in the log',
    `${runtime}/mission-desk.ts`,
    'yield* appendAudit(',
    "if (action !== 'mission.release') yield* appendAudit(",
  ),
  bug(
    'a mission made without its entry in the log',
    `${runtime}/mission-desk.ts`,
    'yield* appendAudit(',
    "if (action !== 'mission.create' || mission.state !== 'RETRY') yield* appendAudit(",
  ),
  bug(
    'a dead letter lost',
    `${runtime}/mission-desk.ts`,
    'yield* sent(tables.putDeadLetter(mission.id, effect.reason, nowMs));',
    '',
  ),
  bug('two of one machine at once', `${storage}/mission-rows.ts`, '.where(isSerialKeyFree)', ''),
  bug(
    'the longest wait not first',
    `${storage}/mission-rows.ts`,
    ".orderBy('available_at_ms')",
    '',
  ),
  bug(
    'a heartbeat that extends nothing',
    `${kernel}/work.ts`,
    'expiresAtMs: nowMs + event.leaseMs',
    'expiresAtMs: lease.expiresAtMs',
  ),
  bug(
    'a takeover that is not counted',
    `${kernel}/work.ts`,
    'attempts: mission.attempts + 1,',
    'attempts: mission.attempts + (isTakeover ? 0 : 1),',
  ),
  bug(
    'a sweep that fences nobody off',
    `${kernel}/passage.ts`,
    'lease: null, epoch: mission.epoch + 1 }',
    'lease: null, epoch: mission.epoch }',
  ),
  bug(
    'a stop that fences nobody off',
    `${kernel}/passage.ts`,
    "mission.state === 'RUNNING' ? mission.epoch + 1 : mission.epoch",
    'mission.epoch',
  ),
  bug(
    'failures that are not remembered',
    `${runtime}/mission-operations.ts`,
    'if (before !== null || code !== null) yield* sent(tables.putBreaker(key, after));',
    '',
  ),
  bug(
    'a key that is free again once its mission is done',
    `${runtime}/create-operations.ts`,
    '  if (existing !== null) {',
    "  if (existing !== null && existing.state !== 'DONE') {",
  ),
  bug(
    'a step written by whoever comes',
    `${runtime}/mission-operations.ts`,
    'mission.epoch === epoch && mission.lease?.workerId === workerId',
    'mission.lease !== null',
  ),
  bug(
    'no wait after a failure',
    `${kernel}/work.ts`,
    'availableAtMs: nowMs + waitMs',
    'availableAtMs: nowMs',
  ),
  bug(
    'an attempt not given back',
    `${kernel}/work.ts`,
    'lease: null, attempts: mission.attempts - 1, availableAtMs',
    'lease: null, availableAtMs',
  ),
  bug(
    'done without a step',
    `${runtime}/mission-operations.ts`,
    'const isTraceStored = steps.length > 0;',
    'const isTraceStored = steps.length >= 0;',
  ),
  bug(
    'one more at once than there is room for',
    `${runtime}/mission-operations.ts`,
    '>= governorRules.runningMax',
    '> governorRules.runningMax',
  ),
  bug(
    'a commit that is left out now and then',
    'packages/storage/src/sqlite/transaction.ts',
    "db.exec('COMMIT');",
    "db.exec(kind === 'write' && Number(Object.values(db.prepare('SELECT total_changes()').get() ?? {})[0]) % 40 === 39 ? 'ROLLBACK' : 'COMMIT');",
  ),
];
