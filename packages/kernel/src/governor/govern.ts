import { type Bucket, fullBucket, takeToken } from '#governor/bucket.ts';
import type { GovernorConfiguration } from '#governor/configuration.ts';
import { dataFaults } from '#governor/data-gate.ts';
import { type EffectClass, rungOf } from '#governor/effect-class.ts';
import type { RoastSignals } from '#governor/signals.ts';
import type { Verdict } from '#governor/verdict.ts';
import type { Decision } from '#mission/mission.ts';
import type { ReasonCode } from '#reasons.ts';

/** What the governor is asked, with all that the kernel knows about it. Nothing of it comes from the caller. */
export interface GovernorQuestion {
  readonly goal: string;
  readonly effect: EffectClass;
  /** The goal works on the data of a roast: the data gate applies. */
  readonly needsRoastData: boolean;
  readonly isPayloadValid: boolean;
  readonly isPermitted: boolean;
  /** Switched off for system, organisation, site or machine. */
  readonly isStopped: boolean;
  /** The goal, its agent, a tool or the machine keeps failing; null when not, else when to try again. */
  readonly breakerUntilMs: number | null;
  readonly signals: RoastSignals | null;
  readonly running: number;
  readonly costToday: number;
  readonly costExpected: number;
  readonly goalBucket: Bucket | null;
  readonly orgBucket: Bucket | null;
  readonly levelInForce: number;
  /** A person already took the responsibility for the data. */
  readonly isDataWaived: boolean;
}

/** The verdict, and the buckets as they are to be written; null when no token was taken. */
export interface Governed {
  readonly verdict: Verdict;
  readonly buckets: { readonly goal: Bucket; readonly org: Bucket } | null;
}

/** What one check says: nothing against it, or what to do instead. */
interface Objection {
  readonly decision: Exclude<Decision, 'ALLOW'>;
  readonly reasons: readonly ReasonCode[];
  /** When to try again; null: not by itself. */
  readonly availableAtMs: number | null;
}

type Check = (
  question: GovernorQuestion,
  config: GovernorConfiguration,
  nowMs: number,
) => Objection | null;

/** Without room: look again so soon. */
const roomAgainMs = 10_000;
const dayMs = 86_400_000;

const block = (...reasons: ReasonCode[]): Objection => ({
  decision: 'BLOCK',
  reasons,
  availableAtMs: null,
});
const holdBack = (reasons: readonly ReasonCode[]): Objection => ({
  decision: 'QUARANTINE',
  reasons,
  availableAtMs: null,
});
const later = (reason: ReasonCode, availableAtMs: number): Objection => ({
  decision: 'RETRY_LATER',
  reasons: [reason],
  availableAtMs,
});

/** One check of the governor: its name, what happens when it cannot be made, and the check. */
export interface GovernorStep {
  readonly name: string;
  readonly onError: Exclude<Decision, 'ALLOW'>;
  readonly check: Check;
}

/** The order of decisions: the first objection decides, the reasons of all are kept. */
export const governorSteps: readonly GovernorStep[] = [
  { name: 'stop', onError: 'BLOCK', check: (q) => (q.isStopped ? block('KILL_SWITCH') : null) },
  { name: 'goal', onError: 'BLOCK', check: (q, config) => goalObjection(q, config) },
  { name: 'actor', onError: 'BLOCK', check: (q) => (q.isPermitted ? null : block('FORBIDDEN')) },
  {
    name: 'breaker',
    onError: 'RETRY_LATER',
    check: (q) => (q.breakerUntilMs === null ? null : later('BREAKER_OPEN', q.breakerUntilMs)),
  },
  {
    name: 'data',
    onError: 'QUARANTINE',
    check: (q, config) => {
      if (!q.needsRoastData || q.isDataWaived) return null;
      const reasons = dataFaults(q.signals, config);
      return reasons.length === 0 ? null : holdBack(reasons);
    },
  },
  {
    name: 'trust',
    onError: 'QUARANTINE',
    check: (q, config) => {
      const isProven = (q.signals?.verifiedShare ?? 0) >= config.verifiedShareMin;
      if (!q.needsRoastData || !config.requiresTrust || isProven) return null;
      return holdBack(['TRUST_TOO_LOW']);
    },
  },
  {
    name: 'room',
    onError: 'RETRY_LATER',
    check: (q, config, nowMs) =>
      q.running < config.runningMax ? null : later('RATE_LIMITED', nowMs + roomAgainMs),
  },
  {
    name: 'cost',
    onError: 'RETRY_LATER',
    check: (q, config, nowMs) => {
      const isFree = q.costExpected === 0;
      if (isFree || q.costToday + q.costExpected <= config.costPerDayMax) return null;
      return later('BUDGET', nowMs - (nowMs % dayMs) + dayMs);
    },
  },
  {
    name: 'level',
    onError: 'BLOCK',
    check: (q) => (q.levelInForce >= rungOf[q.effect] ? null : block('AUTONOMY_CAP')),
  },
];

function goalObjection(
  question: GovernorQuestion,
  config: GovernorConfiguration,
): Objection | null {
  if (!config.goals.includes(question.goal)) return block('GOAL_NOT_ALLOWED');
  return question.isPayloadValid ? null : block('BAD_INPUT');
}

/**
 * Whether work may run: the first objection in the order of {@link governorSteps} decides, the reasons of all that object
 * are kept. A check that throws objects. Without readable rules everything with an effect is blocked. Tokens are taken last
 * and only when nothing objects. A replay of the same request is answered before anybody asks here: it costs nothing.
 */
export function govern(
  question: GovernorQuestion,
  config: GovernorConfiguration | null,
  nowMs: number,
  steps: readonly GovernorStep[] = governorSteps,
): Governed {
  if (config === null) return refused(block('CONFIGURATION_UNREADABLE'), [], 0);
  const objections = steps.flatMap((step) => objectionOf(step, question, config, nowMs) ?? []);
  const [first] = objections;
  if (first !== undefined) {
    return refused(
      first,
      objections.flatMap((each) => each.reasons),
      config.version,
    );
  }
  return withTokens(question, config, nowMs);
}

function objectionOf(
  step: GovernorStep,
  question: GovernorQuestion,
  config: GovernorConfiguration,
  nowMs: number,
): Objection | null {
  try {
    return step.check(question, config, nowMs);
  } catch {
    // What cannot be checked does not run; the reason names that, and the caller logs the rest.
    const availableAtMs = step.onError === 'RETRY_LATER' ? nowMs + roomAgainMs : null;
    return { decision: step.onError, reasons: ['CHECK_FAILED'], availableAtMs };
  }
}

function withTokens(
  question: GovernorQuestion,
  config: GovernorConfiguration,
  nowMs: number,
): Governed {
  const { goalBucket, orgBucket } = config;
  const goal = takeToken(goalBucket, question.goalBucket ?? fullBucket(goalBucket, nowMs), nowMs);
  const org = takeToken(orgBucket, question.orgBucket ?? fullBucket(orgBucket, nowMs), nowMs);
  if (goal.ok && org.ok) {
    const verdict: Verdict = {
      decision: 'ALLOW',
      reasons: [],
      availableAtMs: null,
      configVersion: config.version,
    };
    return { verdict, buckets: { goal: goal.bucket, org: org.bucket } };
  }
  const until = Math.max(...[goal, org].map((taken) => (taken.ok ? nowMs : taken.availableAtMs)));
  return refused(later('RATE_LIMITED', until), [], config.version);
}

function refused(first: Objection, all: readonly ReasonCode[], configVersion: number): Governed {
  const { decision, availableAtMs } = first;
  const verdict: Verdict = {
    decision,
    reasons: [...new Set([...first.reasons, ...all])],
    availableAtMs,
    configVersion,
  };
  return { verdict, buckets: null };
}
