import { describe, expect, it } from 'vitest';
import { backoffMs } from '#mission/backoff.ts';
import { createMission, redriveMission } from '#mission/create.ts';
import { decideMission } from '#mission/decide.ts';
import type { MissionEffect, MissionEvent } from '#mission/events.ts';
import { isRunnable, type Mission } from '#mission/mission.ts';
import { allowed, newMission, person, request, scopeOf } from '#mission/mission-under-test.ts';

const lease = { workerId: 'w1', expiresAtMs: 30_000, attemptDeadlineAtMs: 300_000 };
const running: Mission = { ...newMission(), state: 'RUNNING', epoch: 1, attempts: 1, lease };
const wait = {
  kind: 'timer',
  correlation: 'c',
  digest: 'd',
  deadlineAtMs: 50,
  onTimeout: 'FAILED',
} as const;
const waiting: Mission = { ...newMission(), state: 'WAITING', wait };
const held = { epoch: 1, workerId: 'w1' };
const thin = newMission({}, { ...allowed, decision: 'QUARANTINE', reasons: ['LOW_POINTS'] });
const claim: MissionEvent = {
  type: 'claim',
  worker: scopeOf('w2'),
  leaseMs: 1,
  deadlineMs: 2,
  isSerialKeyFree: true,
};
const fail = {
  type: 'fail',
  error: { code: 'x', message: '' },
  isPermanent: false,
  retryAfterMs: null,
  chance: 0,
  ...held,
} as const;
const complete: MissionEvent = {
  type: 'complete',
  result: 1,
  isTraceStored: true,
  isResultValid: true,
  ...held,
};
const signals = {
  points: 1,
  durationS: 1,
  temperatureShare: 1,
  missingShare: 0,
  isUnattendedClose: false,
  isTimelineSound: true,
  verifiedShare: 0,
};

const told = (kind: `mission.${string}`): MissionEffect => ({ type: 'outbox', kind });
const dead = (reason: 'CRASH_LOOP' | 'ATTEMPTS_USED'): MissionEffect => ({
  type: 'deadLetter',
  reason,
});
type Account = readonly [string, Mission, MissionEvent, number, readonly MissionEffect[]];
const noted = (
  action: `mission.${string}`,
  reasons: Extract<MissionEffect, { type: 'audit' }>['reasons'] = [],
  by: typeof person | null = null,
): MissionEffect => ({ type: 'audit', action, reasons, by });

/** What must be written beside each change, in the same transaction: the log, the news, the dead letter. */
const accounts: readonly Account[] = [
  ['a claim', newMission(), claim, 0, [noted('mission.claim'), told('mission.running')]],
  ['a takeover', running, claim, 30_000, [noted('mission.claim', ['LEASE_EXPIRED'])]],
  ['a result', running, complete, 1, [noted('mission.complete'), told('mission.done')]],
  [
    'a failure',
    running,
    fail,
    1,
    [noted('mission.fail', ['RETRY_SCHEDULED']), told('mission.retry')],
  ],
  [
    'a failure for good',
    running,
    { ...fail, isPermanent: true },
    1,
    [noted('mission.fail', ['FAILED_FOR_GOOD']), told('mission.failed')],
  ],
  [
    'the last failure',
    { ...running, attempts: 3 },
    fail,
    1,
    [noted('mission.fail', ['ATTEMPTS_USED']), told('mission.dead'), dead('ATTEMPTS_USED')],
  ],
  [
    'a return',
    running,
    { type: 'release', ...held },
    1,
    [noted('mission.release'), told('mission.pending')],
  ],
  [
    'a wait',
    running,
    { type: 'suspend', wait, ...held },
    1,
    [noted('mission.suspend'), told('mission.waiting')],
  ],
  [
    'a flag',
    running,
    { type: 'flag', reasons: ['OUTPUT_INVALID'], ...held },
    1,
    [noted('mission.flag', ['OUTPUT_INVALID']), told('mission.quarantined')],
  ],
  [
    'an answer',
    waiting,
    { type: 'satisfy', correlation: 'c', digest: 'd', payload: 1 },
    1,
    [noted('mission.resume'), told('mission.pending')],
  ],
  [
    'a wait that is over',
    waiting,
    { type: 'sweep' },
    50,
    [noted('mission.expire', ['WAIT_EXPIRED']), told('mission.failed')],
  ],
  [
    'a lease that is over',
    running,
    { type: 'sweep' },
    30_000,
    [noted('mission.sweep', ['LEASE_EXPIRED']), told('mission.retry')],
  ],
  [
    'the last lease',
    { ...running, attempts: 3 },
    { type: 'sweep' },
    30_000,
    [noted('mission.sweep', ['CRASH_LOOP']), told('mission.dead'), dead('CRASH_LOOP')],
  ],
  [
    'a quarantine that is over',
    thin,
    { type: 'sweep' },
    30 * 86_400_000,
    [noted('mission.expire', ['EXPIRED']), told('mission.canceled')],
  ],
  [
    'a release by a person',
    thin,
    { type: 'approve', by: person, waivedReasons: ['LOW_POINTS'], inputDigest: 'd' },
    1,
    [noted('mission.approve', ['LOW_POINTS'], person), told('mission.pending')],
  ],
  [
    'a no',
    thin,
    { type: 'reject', by: person },
    1,
    [noted('mission.reject', ['REJECTED'], person), told('mission.canceled')],
  ],
  [
    'better data',
    thin,
    { type: 'reconsider', signals, verdict: allowed, inputDigest: 'e' },
    1,
    [noted('mission.reconsider'), told('mission.pending')],
  ],
  [
    'a stop',
    newMission(),
    { type: 'cancel', by: person },
    1,
    [noted('mission.cancel', ['CANCELED'], person), told('mission.canceled')],
  ],
  [
    'impatience',
    { ...newMission(), state: 'RETRY' },
    { type: 'retryNow', by: person },
    1,
    [noted('mission.retryNow', [], person)],
  ],
];

describe('the account of a mission', () => {
  it.each(accounts)('has %s, and nothing else', (_, mission, event, nowMs, effects) => {
    const step = decideMission(mission, event, nowMs);
    expect(step).toMatchObject({ ok: true });
    expect(step.ok && step.effects).toEqual(effects);
  });

  it('begins with who asked for it, and with the state it was born in', () => {
    const identity = { id: newMission().id, traceId: 't', storeIncarnation: 1 };
    const born = createMission(request, { ...allowed, decision: 'BLOCK' }, identity, 0);
    const { createdBy: by } = request;
    expect(born.effects).toEqual([
      { type: 'audit', action: 'mission.create', reasons: [], by },
      told('mission.blocked'),
    ]);
    const again = redriveMission(born.mission, allowed, identity, person, 0);
    expect(again.effects).toEqual([noted('mission.redrive', [], person), told('mission.pending')]);
  });
});

describe('a refusal', () => {
  const id = newMission().id;
  it.each([
    [newMission(), complete, 'STALE_EPOCH', `worker w1 speaks for epoch 1 of mission ${id}`],
    [running, { ...complete, epoch: 0 }, 'STALE_EPOCH', 'which is at 1'],
    [running, { ...complete, epoch: 2 }, 'STALE_EPOCH', 'epoch 2'],
    [{ ...running, state: 'DONE' }, complete, 'ILLEGAL_TRANSITION', 'cannot complete mission'],
    [{ ...running, state: 'DONE' }, complete, 'ILLEGAL_TRANSITION', 'finished'],
    [running, { ...complete, isTraceStored: false }, 'OUTPUT_INVALID', 'has no stored trace'],
    [running, { ...complete, isResultValid: false }, 'OUTPUT_INVALID', 'has the wrong form'],
    [running, claim, 'ILLEGAL_TRANSITION', 'cannot be taken now'],
    [
      newMission(),
      { ...claim, worker: { ...scopeOf('w2'), goals: [] } },
      'FORBIDDEN',
      'worker w2 is not registered for roast-report',
    ],
    [{ ...running, resumes: 20 }, { type: 'suspend', wait, ...held }, 'LIMIT_REACHED', '20 times'],
    [waiting, { type: 'sweep' }, 'ILLEGAL_TRANSITION', `nothing of mission ${id} is overdue`],
    [running, { type: 'sweep' }, 'ILLEGAL_TRANSITION', 'is overdue'],
    [
      waiting,
      { type: 'satisfy', correlation: 'x', digest: 'd', payload: 1 },
      'ILLEGAL_TRANSITION',
      'does not wait for this',
    ],
    [
      newMission(
        {},
        { ...allowed, decision: 'QUARANTINE', reasons: ['LOW_POINTS', 'NO_CHANNELS'] },
      ),
      { type: 'approve', by: person, waivedReasons: [], inputDigest: 'd' },
      'BAD_INPUT',
      'does not name LOW_POINTS, NO_CHANNELS',
    ],
    [
      thin,
      { type: 'approve', by: person, waivedReasons: ['LOW_POINTS'], inputDigest: 'x' },
      'ILLEGAL_TRANSITION',
      'has changed since it was shown',
    ],
    [
      { ...thin, governance: { ...thin.governance, wasReconsidered: true } },
      { type: 'reconsider', signals, verdict: allowed, inputDigest: 'e' },
      'ILLEGAL_TRANSITION',
      "needs a person's judgement",
    ],
  ] as readonly [Mission, MissionEvent, string, string][])(
    'of %o names what, where and why',
    (mission, event, reason, words) => {
      const step = decideMission(mission, event, 1);
      expect(step).toMatchObject({ ok: false, reason, message: expect.stringContaining(words) });
    },
  );

  it('of a late heartbeat says that the time is used up', () => {
    const beat = { type: 'heartbeat', leaseMs: 1, ...held } as const;
    expect(decideMission(running, beat, 300_000)).toMatchObject({
      ok: false,
      message: expect.stringContaining('used up its time'),
    });
  });
});

describe('who may be taken', () => {
  it('has attempts left, and is due or left alone', () => {
    const spent = { ...newMission(), attempts: 3 };
    expect(isRunnable(spent, 1)).toBe(false);
    expect(isRunnable({ ...spent, attempts: 2 }, 1)).toBe(true);
    expect(isRunnable({ ...running, state: 'DONE' }, 1e9)).toBe(false);
    expect(isRunnable({ ...running, lease: null }, 1e9)).toBe(false);
    expect(isRunnable(running, 29_999)).toBe(false);
    expect(isRunnable(running, 30_000)).toBe(true);
  });
});

describe('the wait after a failure', () => {
  it('is drawn between half and all of what doubles each time', () => {
    expect([1, 2, 3].map((attempts) => backoffMs(attempts, 0, null))).toEqual([
      1_000, 2_000, 4_000,
    ]);
    expect(backoffMs(1, 0.5, null)).toBe(1_500);
    expect(backoffMs(99, 1, null)).toBe(300_000);
  });
});
