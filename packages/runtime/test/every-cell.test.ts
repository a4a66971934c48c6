import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type MissionId, makeId, type PersonId } from '@artisan-ts/domain';
import {
  type Action,
  actions,
  type Behaviour,
  behaviours,
  type Grant,
  govern,
  governorDefaults,
  type Level,
  levelInForce,
  levels,
  type Mission,
  type MissionState,
  missionStates,
  policyTable,
  type Role,
  roles,
  rungOf,
} from '@artisan-ts/kernel';
import {
  allows,
  type Caller,
  type CallerKind,
  type MissionAsker,
  missionOperations,
  type SynchronousMissionStore,
} from '@artisan-ts/runtime';
import { buildAsk, MemoryMissionTables, soundSignals } from '@artisan-ts/testkit';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { beforeAll, describe, expect, it } from 'vitest';

const nowMs = 1_795_343_400_000;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const policyOf = (name: string) =>
  readFileSync(new URL(`../../kernel/src/policy/${name}.cedar`, import.meta.url), 'utf8');

interface Question {
  readonly role: Role;
  readonly org: string;
  readonly isPerson?: boolean;
  readonly action: string;
  readonly state?: MissionState;
  readonly context: Readonly<Record<string, boolean | number | string>>;
}

const answers = new Map<string, boolean>();

/** The answer of the oracle, which knows nothing of our code; the same question is asked once. */
function cedarAllows(question: Question): boolean {
  const key = JSON.stringify(question);
  const known = answers.get(key) ?? askCedar(question);
  answers.set(key, known);
  return known;
}

function askCedar({ role, org, isPerson = true, action, state, context }: Question): boolean {
  const answer = cedar.statefulIsAuthorized({
    principal: { type: 'Actor', id: role },
    action: { type: 'Action', id: action },
    resource: { type: 'Thing', id: 'thing' },
    context: { ...noFacts, ...context },
    preparsedPolicySetId: 'cells',
    validateRequest: false,
    entities: [
      { uid: { type: 'Actor', id: role }, attrs: { role, org, isPerson }, parents: [] },
      {
        uid: { type: 'Thing', id: 'thing' },
        attrs: { org: 'local', ...(state && { state }) },
        parents: [],
      },
    ],
  });
  if (answer.type !== 'success') throw new Error(JSON.stringify(answer));
  if (answer.response.diagnostics.errors.length > 0)
    throw new Error(JSON.stringify(answer.response.diagnostics));
  return answer.response.decision === 'allow';
}

const noFacts = {
  isOwn: false,
  isInScope: false,
  isTestRoast: false,
  isThroughMission: false,
  isOperatorGoal: false,
  childDepth: 0,
  autonomyLevel: 1,
  isStronglyPresent: false,
  isPairedScreen: false,
  isOnePersonOrg: false,
  isSecondPerson: false,
  isProposal: false,
  touchesCommandLimits: false,
  hasDelayPassed: false,
  isDataQualityOnly: false,
  isRoastOpen: false,
};

const states = Object.keys(missionStates) as MissionState[];
const workerId = 'w1';
const somebody = { kind: 'USER', id: 'ana', version: '' } as const;

/** One mission in a store of its own, in any state, as if it had come there. */
class OneMission {
  readonly store: SynchronousMissionStore;
  readonly #tables = new MemoryMissionTables(() => []);

  constructor(change: Partial<Mission>) {
    this.store = missionOperations(this.#tables, sha256, (_, work) => work());
    const born = this.store.createMission(buildAsk(1), nowMs);
    if (!born.ok) throw new Error(born.message);
    this.#tables.replace(born.mission, { ...born.mission, ...change });
    this.#tables.keep();
  }

  /** Tries something and takes it back. */
  try(act: (store: SynchronousMissionStore, id: MissionId) => boolean): boolean {
    const isDone = act(this.store, buildAsk(1).identity.id);
    this.#tables.takeBack();
    return isDone;
  }
}

const inState = (state: MissionState): Partial<Mission> => ({
  state,
  attempts: 1,
  epoch: 3,
  lease:
    state === 'RUNNING'
      ? { workerId, expiresAtMs: nowMs + 30_000, attemptDeadlineAtMs: nowMs + 300_000 }
      : null,
  wait:
    state === 'WAITING'
      ? {
          kind: 'event',
          correlation: 'c',
          digest: 'd',
          deadlineAtMs: nowMs + 1,
          onTimeout: 'RETRY',
        }
      : null,
});

type Ask = (store: SynchronousMissionStore, by: MissionAsker, id: MissionId) => boolean;

/** Everything somebody may ask of a mission, with the action of the table that it is. */
const asks: readonly { readonly action: Action; readonly ask: Ask }[] = [
  {
    action: 'mission.decide',
    ask: (store, by, id) => {
      const { governance } = store.mission(id) as Mission;
      const { reasons: waivedReasons, inputDigest } = governance;
      return store.decide(by, id, { kind: 'approve', waivedReasons, inputDigest }, nowMs).ok;
    },
  },
  {
    action: 'mission.decide',
    ask: (store, by, id) => store.decide(by, id, { kind: 'reject' }, nowMs).ok,
  },
  { action: 'mission.cancel', ask: (store, by, id) => store.cancel(by, id, nowMs).ok },
  { action: 'mission.retry', ask: (store, by, id) => store.retryNow(by, id, nowMs).ok },
  {
    action: 'mission.redrive',
    ask: (store, by, id) => store.redrive(by, id, buildAsk(2).identity, nowMs).ok,
  },
];

const held = { missionId: buildAsk(1).identity.id, epoch: 3, workerId };
const reasonsThere = { data: ['LOW_POINTS'], trust: ['LOW_POINTS', 'TRUST_TOO_LOW'] } as const;

/** Asks every cell of role x action x state (x whose it is x why it is held x which organisation); gives what differs. */
function askEveryCell(): { readonly asked: number; readonly differing: readonly string[] } {
  const differing: string[] = [];
  let asked = 0;
  for (const state of states) {
    for (const [why, reasons] of Object.entries(reasonsThere)) {
      for (const isOwn of [true, false]) {
        const createdBy = isOwn ? somebody : { ...somebody, id: 'ben' };
        const governance = { decision: 'QUARANTINE', reasons, configVersion: 1 } as const;
        const mission = new OneMission({
          ...inState(state),
          createdBy,
          governance: {
            ...governance,
            decidedAtMs: nowMs,
            inputDigest: 'd',
            wasReconsidered: false,
          },
        });
        for (const role of roles) {
          for (const org of ['local', 'other']) {
            for (const [at, { action, ask }] of asks.entries()) {
              const by = { actor: somebody, role, orgId: org };
              const context = { isOwn, isDataQualityOnly: why === 'data' };
              const ours = mission.try((store, id) => ask(store, by, id));
              asked += 1;
              if (ours === cedarAllows({ role, org, action, state, context })) continue;
              differing.push(`${role} of ${org}: ${action} (${at}) ${state} ${why} own:${isOwn}`);
            }
          }
        }
      }
    }
  }
  return { asked, differing };
}

describe('every role, every action, every state', () => {
  beforeAll(() => {
    const staticPolicies = `${policyOf('policy')}\n${policyOf('states')}`;
    expect(cedar.preparsePolicySet('cells', { staticPolicies })).toEqual({ type: 'success' });
  });

  it('lets a mission be changed exactly where Cedar does', () => {
    const { asked, differing } = askEveryCell();
    expect(differing).toEqual([]);
    expect(asked).toBe(10 * 2 * 2 * 8 * 2 * 5);
  });

  it('finds one wrong cell: a right too many, one too few, and a condition that is missing', () => {
    const plants: readonly [Action, Role, 'yes' | undefined, number][] = [
      // Two kinds of reasons, own or not.
      ['mission.retry', 'viewer', 'yes', 4],
      // Five states to stop in.
      ['mission.cancel', 'admin', undefined, 5 * 4],
      // Release and reject, of what trust holds back.
      ['mission.decide', 'operator', 'yes', 2 * 2],
    ];
    for (const [action, role, planted, count] of plants) {
      const row = policyTable[action] as Partial<Record<Role, unknown>>;
      const before = row[role];
      row[role] = planted;
      const { differing } = askEveryCell();
      row[role] = before;
      expect(differing).toHaveLength(count);
      expect(differing.every((cell) => cell.startsWith(`${role} of local: ${action}`))).toBe(true);
    }
    expect(askEveryCell().differing).toEqual([]);
  });

  it('hears a worker only while the mission runs and the worker holds it', () => {
    const says: Readonly<
      Record<string, (store: SynchronousMissionStore, hold: typeof held) => boolean>
    > = {
      heartbeat: (store, hold) => store.heartbeat(hold, nowMs).ok,
      writeStep: (store, hold) =>
        store.writeStep(hold, { stepNo: 0, name: 's', output: null }, nowMs).ok,
      complete: (store, hold) => {
        store.writeStep(hold, { stepNo: 0, name: 's', output: null }, nowMs);
        return store.complete(hold, { result: null, isResultValid: true }, nowMs).ok;
      },
      fail: (store, hold) => {
        const error = { code: 'x', message: 'x' };
        return store.fail(hold, { error, isPermanent: false, retryAfterMs: null, chance: 0 }, nowMs)
          .ok;
      },
      release: (store, hold) => store.release(hold, nowMs).ok,
      suspend: (store, hold) => {
        const wait = { kind: 'timer', correlation: 'c', digest: 'd' } as const;
        return store.suspend(hold, { ...wait, deadlineAtMs: nowMs, onTimeout: 'RETRY' }, nowMs).ok;
      },
      flag: (store, hold) => store.flag(hold, ['OUTPUT_INVALID'], nowMs).ok,
    };
    const holds = {
      'the holder': held,
      'the holder before': { ...held, epoch: 2 },
      'who was never asked': { ...held, workerId: 'w2' },
      'who guesses ahead': { ...held, epoch: 4 },
    };
    let asked = 0;
    for (const state of states) {
      const mission = new OneMission(inState(state));
      for (const [who, hold] of Object.entries(holds)) {
        const context = { isHolder: who === 'the holder' };
        const cedarSays = cedarAllows({
          role: 'agent',
          org: 'local',
          action: 'work.say',
          state,
          context,
        });
        for (const [what, say] of Object.entries(says)) {
          asked += 1;
          expect(
            mission.try((store) => say(store, hold)),
            `${who}: ${what} ${state}`,
          ).toBe(cedarSays);
        }
      }
    }
    expect(asked).toBe(10 * 4 * 7);
  });

  it('gives a worker what is due, has attempts left and lies in its registration', () => {
    const registrations = {
      whole: { orgs: ['local'], goals: ['roast-report'] },
      'another organisation': { orgs: ['other'], goals: ['roast-report'] },
      'another goal': { orgs: ['local'], goals: ['sim-roast'] },
    };
    let asked = 0;
    for (const state of states) {
      for (const isDue of [true, false]) {
        for (const hasAttempts of [true, false]) {
          const is = inState(state);
          const dueMs = isDue ? nowMs : nowMs + 1;
          const mission = new OneMission({
            ...is,
            availableAtMs: dueMs,
            attempts: hasAttempts ? 1 : 5,
            lease: is.lease ? { ...is.lease, expiresAtMs: dueMs } : null,
          });
          for (const [name, scope] of Object.entries(registrations)) {
            const context = { isRegistered: name === 'whole', isDue, hasAttempts };
            const ours = mission.try(
              (store) => store.claimNext({ workerId: 'w9', ...scope }, nowMs) !== null,
            );
            asked += 1;
            const action = 'work.claim';
            expect(ours, `${name} ${state} due:${isDue} left:${hasAttempts}`).toBe(
              cedarAllows({ role: 'agent', org: 'local', action, state, context }),
            );
          }
        }
      }
    }
    expect(asked).toBe(10 * 2 * 2 * 3);
  });

  it('runs no effect below its rung, and stands no behaviour above class, grant and breaker', () => {
    let asked = 0;
    const rungs = Object.keys(levels).map(Number) as Level[];
    const as = { role: 'agent', org: 'local' } as const;
    for (const effect of Object.keys(rungOf) as (keyof typeof rungOf)[]) {
      for (const level of [0, ...rungs]) {
        const question = {
          goal: 'roast-report',
          effect,
          needsRoastData: true,
          isPayloadValid: true,
          isPermitted: true,
          isStopped: false,
          breakerUntilMs: null,
          signals: soundSignals,
          running: 0,
          costToday: 0,
          costExpected: 0,
          goalBucket: null,
          orgBucket: null,
          levelInForce: level,
          isDataWaived: false,
        };
        const ours = govern(question, governorDefaults, nowMs).verdict.decision === 'ALLOW';
        asked += 1;
        expect(ours, `${effect} on ${level}`).toBe(
          cedarAllows({ ...as, action: 'run', context: { effect, level } }),
        );
      }
    }
    const running = {
      agent: 'a',
      model: '',
      policy: 'p',
      tools: 't',
      machineProfile: 'm',
      evidence: 'e',
    };
    for (const behaviour of Object.keys(behaviours) as Behaviour[]) {
      for (const granted of [null, ...rungs]) {
        for (const isStale of [true, false]) {
          const versions = isStale ? { ...running, agent: 'before' } : running;
          const about = { orgId: 'local', machineId: 'm', behaviour, versions, grantedAtMs: nowMs };
          const people = { proposedBy: 'ana', approvedBy: 'ben' };
          const grant: Grant | null = granted && { ...about, ...people, level: granted };
          for (const ceiling of rungs) {
            const { level } = levelInForce(behaviour, { grant, running, ceiling, nowMs });
            for (const rung of rungs) {
              const context = {
                class: behaviours[behaviour],
                rung,
                ceiling,
                granted: granted ?? 0,
                isGrantInForce: granted !== null && !isStale,
              };
              asked += 1;
              expect(level >= rung, `${behaviour} ${granted} ${isStale} ${ceiling} ${rung}`).toBe(
                cedarAllows({ ...as, action: 'stand', context }),
              );
            }
          }
        }
      }
    }
    expect(asked).toBe(5 * 6 + 12 * 6 * 2 * 5 * 5);
  });

  it('asks every kind of caller alike: what names a person is for people', () => {
    const kinds: readonly CallerKind[] = ['person', 'first-run', 'command-line'];
    const facts = { isDataQualityOnly: true, isOwn: true, isProposal: true };
    const differing: string[] = [];
    let asked = 0;
    for (const kind of kinds) {
      const isPerson = kind === 'person';
      for (const role of roles) {
        for (const action of Object.keys(actions) as Action[]) {
          for (const orgId of ['local', 'other']) {
            const caller: Caller = {
              kind,
              actor: somebody,
              personId: isPerson ? (makeId('person', 'a'.repeat(32)) as PersonId) : null,
              roles: [role],
              orgId,
            };
            const theirs = cedarAllows({
              role,
              org: orgId,
              isPerson,
              action,
              state: stateFor(action),
              context: facts,
            });
            asked += 1;
            if (allows(caller, action, 'local', facts).ok === theirs) continue;
            differing.push(`${kind} ${role} ${action} ${orgId}`);
          }
        }
      }
    }
    expect(differing).toEqual([]);
    expect(asked).toBe(kinds.length * 8 * 39 * 2);
  });
});

/** A state in which an action on missions is not barred. */
function stateFor(action: Action): MissionState {
  if (action === 'mission.retry') return 'RETRY';
  if (action === 'mission.redrive') return 'DEAD';
  return 'QUARANTINED';
}
