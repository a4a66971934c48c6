import type { RoastId } from '@artisan-ts/domain';
import type { EffectClass } from '@artisan-ts/kernel';

/** What a goal decides about its missions. Units: milliseconds. */
export interface GoalSpec {
  readonly version: number;
  readonly effect: EffectClass;
  /** It works on the data of a roast, which is judged first. */
  readonly needsRoastData: boolean;
  readonly maxAttempts: number;
  /** Higher first. */
  readonly priority: number;
  readonly leaseMs: number;
  /** An attempt that takes longer is taken away. */
  readonly deadlineMs: number;
  /** Never two at once for one machine. */
  readonly isSerialPerMachine: boolean;
  /** Somebody waits for it: it is worked on by a worker of its own, beside what takes its time. */
  readonly isPrompt: boolean;
  /** Operators may ask for it. */
  readonly isForOperators: boolean;
}

const usual = {
  version: 1,
  maxAttempts: 5,
  priority: 0,
  leaseMs: 30_000,
  deadlineMs: 300_000,
  needsRoastData: false,
  isSerialPerMachine: true,
  isPrompt: false,
  isForOperators: false,
} as const;

/** Goals that can be asked for: those with an agent. */
export const goals = {
  'roast-report': {
    ...usual,
    effect: 'WRITE_IDEMPOTENT',
    needsRoastData: true,
    isPrompt: true,
  },
  'sim-roast': { ...usual, effect: 'PURE', isSerialPerMachine: false, isForOperators: true },
  'data-quality': { ...usual, effect: 'READ', isPrompt: true },
  'drift-watch': { ...usual, effect: 'READ' },
} as const satisfies Record<string, GoalSpec>;

/** A goal that can be asked for. */
export type Goal = keyof typeof goals;

/** Goals as people read them. */
const words: Readonly<Record<Goal, { readonly name: string; readonly meaning: string }>> = {
  'roast-report': {
    name: 'Roast report',
    meaning: 'When a roast is closed it is analysed, and told in numbers and sentences.',
  },
  'sim-roast': {
    name: 'Rehearsal on the twin',
    meaning:
      'A target is rehearsed on a simulated machine: how often is it met, how far off is it otherwise.',
  },
  'data-quality': {
    name: 'Watch over the probes',
    meaning: 'When a probe cannot be believed while a roast goes on, a person is called.',
  },
  'drift-watch': {
    name: 'Watch for drift',
    meaning: 'Once a week: are batches as alike as before, and does the bean probe read as before.',
  },
};

/** A goal as people read it; one that this program does not know is told by its own name. */
export function goalWords(goal: string): { readonly name: string; readonly meaning: string } {
  return Object.hasOwn(words, goal) ? words[goal as Goal] : { name: goal, meaning: '' };
}

/** The goal of that name, or null. */
export function goalSpec(goal: string): GoalSpec | null {
  return Object.hasOwn(goals, goal) ? goals[goal as Goal] : null;
}

/** Everything of one closing is asked for under one key, whoever asks and how often. */
export function reportKey(roastId: RoastId, revision: number): string {
  return `${reportKeyStart}${roastId}:r${revision}`;
}

/** What every key of a report begins with. */
export const reportKeyStart = 'roast-report:full:';
