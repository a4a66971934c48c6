import { describe, expect, it } from 'vitest';
import { redriveMission } from '#mission/create.ts';
import { decideMission, missionTable } from '#mission/decide.ts';
import type { MissionEvent, MissionEventType } from '#mission/events.ts';
import {
  type Mission,
  type MissionState,
  missionStates,
  terminalStates,
} from '#mission/mission.ts';
import { allowed, newMission, person, scopeOf } from '#mission/mission-under-test.ts';
import type { RanWith } from '#registry/definitions.ts';

const claimed = (workerId = 'w1'): MissionEvent => ({
  type: 'claim',
  worker: scopeOf(workerId),
  leaseMs: 30_000,
  deadlineMs: 300_000,
  isSerialKeyFree: true,
});

/** Lets events happen one after the other, each of which must be taken. */
function after(mission: Mission, ...happened: readonly [MissionEvent, number][]): Mission {
  return happened.reduce((now, [event, atMs]) => {
    const step = decideMission(now, event, atMs);
    if (!step.ok) throw new Error(`${event.type} was refused: ${step.message}`);
    return step.mission;
  }, mission);
}

const held = { epoch: 1, workerId: 'w1' };
const failed = (over = {}): MissionEvent => ({
  type: 'fail',
  error: { code: 'x', message: 'y' },
  isPermanent: false,
  retryAfterMs: null,
  chance: 0,
  ...held,
  ...over,
});
const done: MissionEvent = {
  type: 'complete',
  result: 1,
  isTraceStored: true,
  isResultValid: true,
  ...held,
};
const quarantined = newMission(
  {},
  { ...allowed, decision: 'QUARANTINE', reasons: ['LOW_POINTS', 'GAP_TOO_LARGE'] },
);

describe('a mission', () => {
  it('is born as the governor decided (M01 to M04)', () => {
    const born = (['ALLOW', 'RETRY_LATER', 'QUARANTINE', 'BLOCK'] as const).map((decision) => {
      const { state, availableAtMs } = newMission({}, { ...allowed, decision, availableAtMs: 77 });
      return [state, availableAtMs];
    });
    expect(born.map(([state]) => state)).toEqual(['PENDING', 'RETRY', 'QUARANTINED', 'BLOCKED']);
    expect(born[1]).toEqual(['RETRY', 77]);
  });

  it('is taken, worked on and done (M05, M08, M09)', () => {
    const running = after(newMission(), [claimed(), 0]);
    expect(running).toMatchObject({ state: 'RUNNING', epoch: 1, attempts: 1 });
    expect(running.lease).toEqual({
      workerId: 'w1',
      expiresAtMs: 30_000,
      attemptDeadlineAtMs: 300_000,
    });
    const beating = after(running, [{ type: 'heartbeat', leaseMs: 30_000, ...held }, 20_000]);
    expect(beating.lease?.expiresAtMs).toBe(50_000);
    expect(after(beating, [done, 40_000])).toMatchObject({ state: 'DONE', result: 1, lease: null });
  });

  it('is pinned to the versions that the worker has for its goal', () => {
    const ranWith = { agent: 'reporter@1', tools: ['roast.read@1'], policy: 'governor@2' };
    const taken = (versions: Readonly<Record<string, RanWith>>) => {
      const event = { ...claimed(), worker: { ...scopeOf('w1'), versions } } as MissionEvent;
      return after(newMission(), [event, 0]);
    };
    expect(taken({ [newMission().goal]: ranWith })).toMatchObject({ ranWith });
    expect(taken({ 'another-goal': ranWith })).not.toHaveProperty('ranWith');
  });

  it('is audited and told at every change of state, and not at a heartbeat', () => {
    const step = decideMission(newMission(), claimed(), 0);
    expect(step).toMatchObject({
      effects: [
        { type: 'audit', action: 'mission.claim', by: null },
        { type: 'outbox', kind: 'mission.running' },
      ],
    });
    const running = after(newMission(), [claimed(), 0]);
    const beat = decideMission(running, { type: 'heartbeat', leaseMs: 1, ...held }, 1);
    expect(beat).toMatchObject({ ok: true, effects: [] });
  });

  it('goes to another worker when its holder went silent, and fences the first off (M06)', () => {
    const running = after(newMission(), [claimed('w1'), 0]);
    expect(decideMission(running, claimed('w2'), 29_999)).toMatchObject({ ok: false });
    const taken = after(running, [claimed('w2'), 30_000]);
    expect(taken).toMatchObject({ epoch: 2, attempts: 2, lease: { workerId: 'w2' } });
    expect(decideMission(taken, done, 30_001)).toMatchObject({ ok: false, reason: 'STALE_EPOCH' });
  });

  it('accepts late work as long as nobody else took the mission (L-2)', () => {
    const running = after(newMission(), [claimed(), 0]);
    const beat: MissionEvent = { type: 'heartbeat', leaseMs: 30_000, ...held };
    expect(after(running, [beat, 100_000]).lease?.expiresAtMs).toBe(130_000);
    expect(decideMission(running, beat, 300_000)).toMatchObject({ reason: 'LIMIT_REACHED' });
    expect(after(running, [done, 999_999]).state).toBe('DONE');
  });

  it('runs again after its worker went silent, until its attempts are used up (M06b, M07)', () => {
    let mission = newMission({ maxAttempts: 2 });
    mission = after(mission, [claimed(), 0], [{ type: 'sweep' }, 30_000]);
    expect(mission).toMatchObject({ state: 'RETRY', epoch: 2, availableAtMs: 30_000 });
    mission = after(mission, [claimed(), 30_000]);
    const step = decideMission(mission, { type: 'sweep' }, 60_000);
    expect(step).toMatchObject({
      mission: { state: 'DEAD', epoch: 4 },
      effects: expect.arrayContaining([{ type: 'deadLetter', reason: 'CRASH_LOOP' }]),
    });
  });

  it('waits longer after each failure, and ends dead (M10, M11)', () => {
    let mission = after(newMission({ maxAttempts: 3 }), [claimed(), 0], [failed(), 1_000]);
    expect(mission).toMatchObject({ state: 'RETRY', availableAtMs: 2_000 });
    mission = after(mission, [claimed(), 2_000], [failed({ epoch: 2 }), 3_000]);
    expect(mission.availableAtMs).toBe(5_000);
    mission = after(mission, [claimed(), 5_000]);
    const step = decideMission(mission, failed({ epoch: 3 }), 6_000);
    expect(step).toMatchObject({
      mission: { state: 'DEAD', lastError: { code: 'x' } },
      effects: expect.arrayContaining([{ type: 'deadLetter', reason: 'ATTEMPTS_USED' }]),
    });
  });

  it('ends at once for a reason that trying again cannot cure (M12)', () => {
    const running = after(newMission(), [claimed(), 0]);
    expect(after(running, [failed({ isPermanent: true }), 1]).state).toBe('FAILED');
  });

  it('honours how long a failure asks to wait, up to an hour', () => {
    const running = after(newMission(), [claimed(), 0]);
    expect(after(running, [failed({ retryAfterMs: 60_000 }), 0]).availableAtMs).toBe(60_000);
    expect(after(running, [failed({ retryAfterMs: 9e9 }), 0]).availableAtMs).toBe(3_600_000);
  });

  it('is not done without a stored trace or with a result of the wrong form (INV-08)', () => {
    const running = after(newMission(), [claimed(), 0]);
    for (const lack of ['isTraceStored', 'isResultValid']) {
      const step = decideMission(running, { ...done, [lack]: false }, 1);
      expect(step).toMatchObject({ ok: false, reason: 'OUTPUT_INVALID' });
    }
  });

  it('waits without a worker and goes on with the answer that was meant (M13, M14)', () => {
    const wait = {
      kind: 'approval',
      correlation: 'c1',
      digest: 'd1',
      deadlineAtMs: 10_000,
      onTimeout: 'FAILED',
    } as const;
    const waiting = after(newMission(), [claimed(), 0], [{ type: 'suspend', wait, ...held }, 1]);
    expect(waiting).toMatchObject({ state: 'WAITING', attempts: 0, resumes: 1, lease: null });
    const answer = { type: 'satisfy', correlation: 'c1', digest: 'd1', payload: 'yes' } as const;
    for (const wrong of [{ correlation: 'c2' }, { digest: 'd2' }]) {
      expect(decideMission(waiting, { ...answer, ...wrong }, 2)).toMatchObject({ ok: false });
    }
    expect(after(waiting, [answer, 2])).toMatchObject({ state: 'PENDING', resumePayload: 'yes' });
  });

  it.each(['RETRY', 'FAILED', 'CANCELED'] as const)(
    'becomes %s when what it waits for does not come (M15)',
    (onTimeout) => {
      const wait = {
        kind: 'timer',
        correlation: 'c',
        digest: '',
        deadlineAtMs: 10,
        onTimeout,
      } as const;
      const waiting = after(newMission(), [claimed(), 0], [{ type: 'suspend', wait, ...held }, 1]);
      expect(decideMission(waiting, { type: 'sweep' }, 9)).toMatchObject({ ok: false });
      expect(after(waiting, [{ type: 'sweep' }, 10])).toMatchObject({
        state: onTimeout,
        wait: null,
      });
    },
  );

  it('is given back by a worker that stops, as if it had not been taken', () => {
    const running = after(newMission(), [claimed(), 0]);
    const back = after(running, [{ type: 'release', ...held }, 7]);
    expect(back).toMatchObject({ state: 'PENDING', attempts: 0, lease: null, availableAtMs: 7 });
    expect(decideMission(back, done, 8)).toMatchObject({ reason: 'STALE_EPOCH' });
    expect(after(back, [claimed('w2'), 7])).toMatchObject({ epoch: 2, attempts: 1 });
  });

  it('is not suspended for ever', () => {
    const running = { ...after(newMission(), [claimed(), 0]), resumes: 20 };
    const wait = {
      kind: 'timer',
      correlation: 'c',
      digest: '',
      deadlineAtMs: 10,
      onTimeout: 'RETRY',
    } as const;
    const step = decideMission(running, { type: 'suspend', wait, ...held }, 1);
    expect(step).toMatchObject({ ok: false, reason: 'LIMIT_REACHED' });
  });

  it('is held for a person when a check of its output says so (M16)', () => {
    const running = after(newMission(), [claimed(), 0]);
    const flagged = after(running, [{ type: 'flag', reasons: ['OUTPUT_INVALID'], ...held }, 1]);
    expect(flagged).toMatchObject({
      state: 'QUARANTINED',
      governance: { decision: 'QUARANTINE', reasons: ['OUTPUT_INVALID'] },
      lease: null,
    });
  });

  it('is released by a person who names every reason and saw what is there now (M17)', () => {
    const release = {
      type: 'approve',
      by: person,
      waivedReasons: ['LOW_POINTS', 'GAP_TOO_LARGE'],
      inputDigest: 'd',
    } as const;
    const halfRead = decideMission(quarantined, { ...release, waivedReasons: ['LOW_POINTS'] }, 5);
    expect(halfRead).toMatchObject({
      ok: false,
      message: expect.stringContaining('GAP_TOO_LARGE'),
    });
    expect(decideMission(quarantined, { ...release, inputDigest: 'old' }, 5)).toMatchObject({
      ok: false,
      reason: 'ILLEGAL_TRANSITION',
    });
    const step = decideMission(quarantined, release, 5);
    expect(step).toMatchObject({
      mission: { state: 'PENDING', availableAtMs: 5 },
      effects: expect.arrayContaining([
        expect.objectContaining({ action: 'mission.approve', by: person }),
      ]),
    });
  });

  it('is rejected, expires after thirty days, or is stopped (M18, M20, M21, M22)', () => {
    expect(after(quarantined, [{ type: 'reject', by: person }, 1]).state).toBe('CANCELED');
    const days = 86_400_000;
    expect(decideMission(quarantined, { type: 'sweep' }, 30 * days - 1)).toMatchObject({
      ok: false,
    });
    expect(after(quarantined, [{ type: 'sweep' }, 30 * days]).state).toBe('CANCELED');
    expect(after(newMission(), [{ type: 'cancel', by: person }, 1])).toMatchObject({
      state: 'CANCELED',
      epoch: 0,
    });
    const stopped = after(newMission(), [claimed(), 0], [{ type: 'cancel', by: person }, 1]);
    expect(stopped).toMatchObject({ state: 'CANCELED', epoch: 2, lease: null });
    expect(decideMission(stopped, done, 2)).toMatchObject({ reason: 'STALE_EPOCH' });
  });

  it('is decided anew when better data comes, once, and only when thin data held it back (M19)', () => {
    const signals = {
      points: 600,
      durationS: 600,
      temperatureShare: 1,
      missingShare: 0,
      isUnattendedClose: false,
      isTimelineSound: true,
      verifiedShare: 0,
    };
    const thin = newMission(
      {},
      { ...allowed, decision: 'QUARANTINE', reasons: ['MISSING_SIGNALS'] },
    );
    const better: MissionEvent = {
      type: 'reconsider',
      signals,
      verdict: allowed,
      inputDigest: 'e',
    };
    expect(after(thin, [better, 7])).toMatchObject({
      state: 'PENDING',
      signals,
      availableAtMs: 7,
      governance: { wasReconsidered: true, inputDigest: 'e' },
    });
    const still = { ...allowed, decision: 'QUARANTINE', reasons: ['LOW_POINTS'] } as const;
    const again = after(thin, [{ ...better, verdict: still }, 7]);
    expect(decideMission(again, better, 8)).toMatchObject({ ok: false });
    expect(decideMission(quarantined, better, 8)).toMatchObject({ ok: false });
  });

  it('is tried at once when a person asks, with its attempts counted (M23)', () => {
    const retrying = after(newMission(), [claimed(), 0], [failed(), 0]);
    expect(after(retrying, [{ type: 'retryNow', by: person }, 5])).toMatchObject({
      state: 'RETRY',
      availableAtMs: 5,
      attempts: 1,
    });
  });

  it('lives again as another mission that points back (M24)', () => {
    const dead = after(newMission(), [claimed(), 0], [failed({ isPermanent: true }), 1]);
    const id = newMission({}, allowed, 2).id;
    const born = redriveMission(
      dead,
      allowed,
      { id, traceId: 't2', storeIncarnation: 1 },
      person,
      9,
    );
    expect(born.mission).toMatchObject({
      state: 'PENDING',
      generation: 1,
      redriveOf: dead.id,
      attempts: 0,
      epoch: 0,
      createdBy: person,
      idempotencyKey: dead.idempotencyKey,
    });
    expect(born.effects[0]).toMatchObject({ action: 'mission.redrive' });
  });

  it('is only taken by who is registered for its goal and organisation, and not twice under one serial key', () => {
    const strangers = [{ orgs: ['other'] }, { goals: ['sim-roast'] }];
    for (const over of strangers) {
      const event = { ...claimed(), worker: { ...scopeOf('w1'), ...over } } as MissionEvent;
      expect(decideMission(newMission(), event, 0)).toMatchObject({
        ok: false,
        reason: 'FORBIDDEN',
      });
    }
    const busy = { ...claimed(), isSerialKeyFree: false } as MissionEvent;
    expect(decideMission(newMission(), busy, 0)).toMatchObject({ reason: 'ILLEGAL_TRANSITION' });
  });

  it('is not taken before it is due', () => {
    const later = newMission({}, { ...allowed, decision: 'RETRY_LATER', availableAtMs: 100 });
    expect(decideMission(later, claimed(), 99)).toMatchObject({ ok: false });
    expect(after(later, [claimed(), 100]).state).toBe('RUNNING');
  });

  it('refuses whatever its table does not list, in every state', () => {
    const states = Object.keys(missionStates) as MissionState[];
    const types = Object.keys(missionTable) as MissionEventType[];
    for (const state of states) {
      const lease = { workerId: 'w1', expiresAtMs: 10, attemptDeadlineAtMs: 10 };
      const mission = { ...newMission(), state, epoch: 1, lease };
      for (const type of types.filter((each) => !missionTable[each].from.includes(state))) {
        const event = { ...failed(), type, by: person } as unknown as MissionEvent;
        expect(decideMission(mission, event, 0), `${type} in ${state}`).toMatchObject({
          ok: false,
          reason: 'ILLEGAL_TRANSITION',
        });
      }
      const isLeft = types.some((type) => missionTable[type].from.includes(state));
      expect(isLeft, state).toBe(!terminalStates.has(state));
    }
  });
});
