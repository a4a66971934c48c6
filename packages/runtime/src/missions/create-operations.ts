import {
  authorize,
  closedBreaker,
  createMission,
  type GovernorConfiguration,
  type GovernorQuestion,
  govern,
  governorDefaults,
  kernelRefusal,
  type Mission,
  type MissionBirth,
  pausedUntilMs,
  redriveMission,
  type Verdict,
} from '@artisan-ts/kernel';
import { type CanonicalValue, canonicalText, hexText, utf8Bytes } from '@artisan-ts/trust';
import { type GoalSpec, goalSpec, goals } from '#missions/goals.ts';
import { storeIncarnation } from '#missions/mission-audit.ts';
import { type MissionDesk, writeEffects } from '#missions/mission-desk.ts';
import { got, gotAll, type Operation, sent } from '#missions/operation.ts';
import type {
  MissionAsk,
  MissionAsker,
  MissionCreated,
  MissionIdentity,
} from '#ports/mission-store.ts';

/** The rules in force: those we ship, for goals that have an agent. */
export const governorRules: GovernorConfiguration = {
  ...governorDefaults,
  goals: governorDefaults.goals.filter((goal) => Object.hasOwn(goals, goal)),
};

/** Agents may analyse and report; nothing higher was granted. */
const levelGranted = 1;

const keyForm = /^[\x21-\x7e]{1,200}$/;

/** Everything that makes this request this request; signals, priority and creator are no part of it. */
export function fingerprintOf(desk: MissionDesk, ask: MissionAsk, spec: GoalSpec): string {
  const { goal, params, subjectId, siteId, machineId } = ask;
  return digest(desk, { goal, goalVersion: spec.version, params, subjectId, siteId, machineId });
}

/** Creates a mission as the governor decides, or gives the one that is there. Within a transaction. */
export function* create(
  desk: MissionDesk,
  ask: MissionAsk,
  nowMs: number,
): Operation<MissionCreated> {
  const spec = goalSpec(ask.goal);
  if (spec === null) {
    return kernelRefusal('GOAL_NOT_ALLOWED', `there is no goal "${ask.goal}" here`);
  }
  if (!keyForm.test(ask.idempotencyKey)) {
    return kernelRefusal('BAD_INPUT', 'a key has 1 to 200 visible ASCII characters');
  }
  const { orgId } = ask.by;
  const fingerprint = fingerprintOf(desk, ask, spec);
  yield* sent(desk.tables.hold(orgId));
  const existing = yield* got(desk.tables.byKey(orgId, ask.idempotencyKey));
  if (existing !== null) {
    if (existing.fingerprint === fingerprint)
      return { ok: true, mission: existing, isReplay: true };
    return kernelRefusal(
      'IDEMPOTENCY_MISMATCH',
      `the key ${ask.idempotencyKey} was used for something else by mission ${existing.id}`,
    );
  }
  const isPermitted = authorize(
    ask.by,
    'mission.create',
    { orgId },
    {
      isInScope: true,
      isOperatorGoal: spec.isForOperators,
    },
  ).ok;
  const { siteId, machineId, params, subjectId, signals, idempotencyKey } = ask;
  const verdict = yield* askGovernor(desk, { ...ask, orgId, isPermitted }, nowMs);
  const request = {
    orgId,
    siteId,
    machineId,
    params,
    subjectId,
    signals,
    idempotencyKey,
    fingerprint,
    goal: ask.goal,
    goalVersion: spec.version,
    priority: spec.priority,
    maxAttempts: spec.maxAttempts,
    serialKey: spec.isSerialPerMachine && machineId !== null ? `${ask.goal}:${machineId}` : null,
    createdBy: ask.by.actor,
    inputDigest: signalsDigest(desk, ask),
  };
  return yield* born(desk, createMission(request, verdict, withStore(ask.identity), nowMs), nowMs);
}

/** A second life of a mission that ended badly; when it was given one already, that one. Within a transaction. */
export function* redrive(
  desk: MissionDesk,
  by: MissionAsker,
  dead: Mission,
  identity: MissionIdentity,
  nowMs: number,
): Operation<MissionCreated> {
  const { tables } = desk;
  yield* sent(tables.hold(dead.orgId));
  const newest = yield* got(tables.byKey(dead.orgId, dead.idempotencyKey));
  if (newest !== null && newest.generation > dead.generation) {
    return { ok: true, mission: newest, isReplay: true };
  }
  if (dead.state !== 'DEAD' && dead.state !== 'FAILED') {
    return kernelRefusal(
      'ILLEGAL_TRANSITION',
      `mission ${dead.id} is ${dead.state}; only one that is DEAD or FAILED is run again`,
    );
  }
  const verdict = yield* askGovernor(desk, { ...dead, isPermitted: true }, nowMs);
  const birth = redriveMission(dead, verdict, withStore(identity), by.actor, nowMs);
  return yield* born(desk, birth, nowMs);
}

type Asked = Pick<Mission, 'orgId' | 'siteId' | 'machineId' | 'goal' | 'signals'> & {
  readonly isPermitted: boolean;
};

/** Asks the governor with what the store knows, and takes the tokens he gives. */
function* askGovernor(desk: MissionDesk, asked: Asked, nowMs: number): Operation<Verdict> {
  const { tables } = desk;
  const { orgId, siteId, machineId, goal } = asked;
  const spec = goalSpec(goal);
  const goalKey = `goal:${orgId}:${siteId}:${machineId ?? ''}:${goal}`;
  const orgKey = `org:${orgId}`;
  const [breaker, running, goalBucket, orgBucket] = yield* gotAll([
    tables.breaker(breakerKey(orgId, goal)),
    tables.running(orgId),
    tables.bucket(goalKey),
    tables.bucket(orgKey),
  ]);
  const question: GovernorQuestion = {
    goal,
    effect: spec?.effect ?? 'WRITE_FENCED',
    needsRoastData: spec?.needsRoastData ?? true,
    isPayloadValid: spec !== null,
    isPermitted: asked.isPermitted,
    isStopped: false,
    breakerUntilMs: pausedUntilMs(breaker ?? closedBreaker, nowMs),
    signals: asked.signals,
    running,
    costToday: 0,
    costExpected: 0,
    goalBucket,
    orgBucket,
    levelInForce: levelGranted,
    isDataWaived: false,
  };
  const { verdict, buckets } = govern(question, governorRules, nowMs);
  if (buckets !== null) {
    yield* sent(tables.putBucket(goalKey, buckets.goal));
    yield* sent(tables.putBucket(orgKey, buckets.org));
  }
  return verdict;
}

/** Under which name the failures of a goal are counted. */
export function breakerKey(orgId: string, goal: string): string {
  return `goal:${orgId}:${goal}`;
}

function* born(
  desk: MissionDesk,
  { mission, effects }: MissionBirth,
  nowMs: number,
): Operation<MissionCreated> {
  yield* sent(desk.tables.insert(mission));
  yield* writeEffects(desk, mission, effects, nowMs);
  return { ok: true, mission, isReplay: false };
}

function withStore(identity: MissionIdentity) {
  return { ...identity, storeIncarnation };
}

/** What a person who releases the mission must have seen. */
function signalsDigest(desk: MissionDesk, { signals, subjectId, params }: MissionAsk): string {
  // Shares are fractions, which have no canonical form of their own: their shortest decimal text is taken.
  const texts = Object.entries(signals ?? {}).map(([name, value]) => [name, String(value)]);
  return digest(desk, { subjectId, params, signals: Object.fromEntries(texts) });
}

function digest(desk: MissionDesk, value: CanonicalValue): string {
  return hexText(desk.sha256(utf8Bytes(canonicalText(value))));
}
