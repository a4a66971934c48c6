import {
  type Behaviour,
  behaviours,
  type ClassName,
  classCaps,
  type Level,
} from '#autonomy/ladder.ts';

/** What is known about a behaviour on a machine, counted by the kernel. Shares from 0 to 1. */
export interface PromotionEvidence {
  readonly criticalCasesFailed: number;
  readonly flowCoverage: number;
  readonly simulatedTrials: number;
  readonly simulatedViolations: number;
  /** Roasts in advice mode on that machine, and how often the roaster did the same. */
  readonly adviceRoasts: number;
  readonly adviceAgreement: number;
  readonly executedAtL3: number;
  readonly unsafeAtL3: number;
  readonly daysAtL3: number;
  readonly roastsAtL3: number;
  /** Time and spread of first crack and drop against the person's own. */
  readonly outcome: 'better' | 'no-worse' | 'worse';
  readonly overrideShare: number;
  readonly approvalRate: number;
  readonly decisionMedianS: number;
  readonly isCommissioned: boolean;
  readonly daysSinceCommissioning: number;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly isOnePersonOrg: boolean;
  readonly hoursSinceProposal: number;
}

interface Gate {
  readonly words: string;
  readonly holds: (evidence: PromotionEvidence) => boolean;
}

/** People who approve nearly everything in no time do not look. */
const isRealApproval = (e: PromotionEvidence) => e.approvalRate <= 0.98 || e.decisionMedianS >= 1.5;

const areTwoPeople = (e: PromotionEvidence) =>
  e.isOnePersonOrg ? e.hoursSinceProposal >= 24 : e.proposedBy !== e.approvedBy;

const shared: readonly Gate[] = [
  { words: 'A critical case fails on these versions.', holds: (e) => e.criticalCasesFailed === 0 },
  { words: 'It broke a limit in a simulated trial.', holds: (e) => e.simulatedViolations === 0 },
  { words: 'Approvals were given without looking.', holds: isRealApproval },
  { words: 'The machine profile is not signed and tested.', holds: (e) => e.isCommissioned },
  { words: 'Two people must sign, or one after a day.', holds: areTwoPeople },
];

const toL3: readonly Gate[] = [
  {
    words: 'The critical flows are covered by less than 70 %.',
    holds: (e) => e.flowCoverage >= 0.7,
  },
  { words: 'Fewer than 300 simulated trials.', holds: (e) => e.simulatedTrials >= 300 },
  { words: 'Fewer than 30 roasts in advice mode.', holds: (e) => e.adviceRoasts >= 30 },
  { words: 'The roaster agreed with less than 80 %.', holds: (e) => e.adviceAgreement >= 0.8 },
  { words: 'The outcome is worse than the person’s own.', holds: (e) => e.outcome !== 'worse' },
  { words: 'More than 10 % were overridden.', holds: (e) => e.overrideShare <= 0.1 },
];

const toL4: readonly Gate[] = [
  {
    words: 'The critical flows are covered by less than 90 %.',
    holds: (e) => e.flowCoverage >= 0.9,
  },
  { words: 'Fewer than 3,000 simulated trials.', holds: (e) => e.simulatedTrials >= 3_000 },
  {
    words: 'Fewer than 1,000 approved commands were carried out.',
    holds: (e) => e.executedAtL3 >= 1_000,
  },
  { words: 'One of its commands was unsafe.', holds: (e) => e.unsafeAtL3 === 0 },
  { words: 'Less than 90 days on the level below.', holds: (e) => e.daysAtL3 >= 90 },
  { words: 'Fewer than 100 roasts on the level below.', holds: (e) => e.roastsAtL3 >= 100 },
  {
    words: 'The outcome is not better than the person’s own.',
    holds: (e) => e.outcome === 'better',
  },
  { words: 'More than 2 % were overridden.', holds: (e) => e.overrideShare <= 0.02 },
  {
    words: 'The machine was not tested within 90 days.',
    holds: (e) => e.daysSinceCommissioning <= 90,
  },
];

/**
 * What still stands between a behaviour and a level, in words; empty when a person may confirm it. The kernel computes,
 * it never promotes.
 */
export function promotionObstacles(
  behaviour: Behaviour,
  to: Level,
  evidence: PromotionEvidence,
): readonly string[] {
  const className: ClassName = behaviours[behaviour];
  if (to > classCaps[className]) {
    return [`Class ${className} can never be above level ${classCaps[className]}.`];
  }
  if (to <= 2) return [];
  const gates = to === 3 ? [...shared, ...toL3] : [...shared, ...toL4];
  return gates.filter((gate) => !passes(gate, evidence)).map((gate) => gate.words);
}

/** Evidence that is not a number passes nothing. */
function passes(gate: Gate, evidence: PromotionEvidence): boolean {
  try {
    return gate.holds(evidence);
  } catch {
    // A gate that cannot be judged is closed.
    return false;
  }
}
