import { describe, expect, it } from 'vitest';
import type { MissionEventType } from '#mission/events.ts';
import { missionViolations } from '#mission/invariants.ts';
import type { Mission } from '#mission/mission.ts';
import { newMission } from '#mission/mission-under-test.ts';

const lease = { workerId: 'w1', expiresAtMs: 1, attemptDeadlineAtMs: 1 };
const wait = {
  kind: 'timer',
  correlation: 'c',
  digest: 'd',
  deadlineAtMs: 1,
  onTimeout: 'RETRY',
} as const;
const born = newMission();
const running: Mission = { ...born, state: 'RUNNING', epoch: 1, attempts: 1, lease };
const held: Mission = { ...born, state: 'QUARANTINED' };
const done: Mission = { ...running, state: 'DONE', lease: null };

type Case = readonly [Mission | null, Mission, MissionEventType | 'create', readonly string[]];

describe('a change of a mission', () => {
  it.each([
    [null, born, 'create', []],
    [born, running, 'claim', []],
    [running, { ...running, lease: { ...lease, expiresAtMs: 2 } }, 'heartbeat', []],
    [running, done, 'complete', []],
    [running, { ...born, epoch: 2, attempts: 1, state: 'RETRY' }, 'sweep', []],
    [running, { ...born, epoch: 1, attempts: 1, state: 'RETRY' }, 'fail', []],
    [held, born, 'approve', []],
    [held, { ...held, state: 'CANCELED' }, 'reject', []],
    [held, { ...held, state: 'CANCELED' }, 'cancel', []],
    [held, { ...held, state: 'CANCELED' }, 'sweep', []],
    [held, born, 'reconsider', []],
    [done, done, 'sweep', []],
  ] as readonly Case[])('from %o to %o by %s breaks nothing', (before, after, by) => {
    expect(missionViolations(before, after, by)).toEqual([]);
  });

  it.each([
    [born, { ...running, attempts: 4 }, 'claim', ['INV-05 attempts out of bounds']],
    [born, { ...born, attempts: -1 }, 'sweep', ['INV-05 attempts out of bounds']],
    [born, { ...born, lease }, 'sweep', expect.arrayContaining(['INV-01 lease without running'])],
    [running, { ...running, lease: null }, 'heartbeat', ['INV-01 lease without running']],
    [born, { ...born, wait }, 'sweep', ['INV-09 wait without waiting']],
    [born, { ...born, state: 'WAITING' }, 'suspend', ['INV-09 wait without waiting']],
    [running, done, 'sweep', expect.arrayContaining(['INV-02 done by itself'])],
    [null, done, 'create', ['INV-02 done by itself']],
    [running, { ...born, epoch: 0, attempts: 1 }, 'fail', ['INV-01 epoch went back']],
    [
      running,
      { ...running, lease: { ...lease, workerId: 'w2' } },
      'heartbeat',
      ['INV-01 two holders of one epoch'],
    ],
    [running, running, 'claim', ['INV-01 claim without a new epoch']],
    [done, { ...done, result: 2 }, 'complete', ['INV-04 terminal row changed']],
    [held, born, 'satisfy', ['INV-09 quarantine left']],
    [
      running,
      { ...running, state: 'CANCELED', lease: null },
      'cancel',
      ['INV-02 late work not fenced off'],
    ],
    [
      running,
      { ...running, state: 'RETRY', lease: null },
      'sweep',
      ['INV-02 late work not fenced off'],
    ],
    [born, { ...born, fingerprint: 'other' }, 'sweep', ['INV-33 the mission became another']],
    [
      born,
      { ...born, id: newMission({}, undefined, 2).id },
      'sweep',
      ['INV-33 the mission became another'],
    ],
    [born, { ...born, orgId: 'other' }, 'sweep', ['INV-33 the mission became another']],
  ] as readonly Case[])('from %o to %o by %s breaks %j', (before, after, by, broken) => {
    expect(missionViolations(before, after, by)).toEqual(broken);
  });
});
