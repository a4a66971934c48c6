import { limitsAtMost } from '@artisan-ts/kernel';
import type { GymResult } from '@artisan-ts/twin';
import type { Mind, ToolAnswer } from '#agents/mind.ts';
import { evaluateRehearsal, type RehearsalTarget, rehearsalWords } from '#agents/rehearsal.ts';
import { outputOf } from '#agents/tool-output.ts';
import { roastsPerCall } from '#agents/twin-tools.ts';

const reference = 'twin.reference@1';
const roast = 'twin.roast@1';
const outcome = 'roast.outcome@1';

/** What a rehearsal is asked with. */
export interface RehearsalParams {
  readonly machine: string;
  readonly days: string;
  readonly hands: string;
  readonly roasts: number;
  readonly firstSeed: number;
  /** A roast whose drop and development are the target; null: the machine's own reference, or what was given. */
  readonly roastId: string | null;
  /** Absent parts are those of the reference. */
  readonly dropS: number | null;
  readonly developmentPct: number | null;
  readonly toleranceS: number;
  readonly tolerancePct: number;
}

interface Outcome {
  readonly dropS: number | null;
  readonly developmentPct: number | null;
}

/** Roasts on the twin towards a target, and tells how often it is met, and how far off it is otherwise. */
export const simRoaster: Mind = {
  definition: {
    kind: 'agent',
    id: 'sim-roaster',
    version: 1,
    words:
      'Roasts on a simulated machine towards a target as often as you like, and tells how often it is met.',
    goal: 'sim-roast',
    behaviour: 'analyse',
    tools: [reference, roast, outcome],
    limits: { ...limitsAtMost, iterations: 1, tokens: 2_000 },
  },
  scan: ({ mission }) => {
    const { machine, roastId } = paramsOf(mission.params);
    const wanted = { tool: reference, args: { machine } };
    return roastId === null ? [wanted] : [wanted, { tool: outcome, args: { roastId } }];
  },
  think: ({ mission }, seen) => {
    const { machine, days, hands, roasts, firstSeed } = paramsOf(mission.params);
    const refusal = seen.find((each) => !each.ok);
    if (refusal !== undefined) return { words: 'There is no target to roast to.', calls: [] };
    const calls = Array.from({ length: Math.ceil(roasts / roastsPerCall) }, (_, place) => ({
      tool: roast,
      args: {
        machine,
        days,
        hands,
        firstSeed: firstSeed + place * roastsPerCall,
        roasts: Math.min(roastsPerCall, roasts - place * roastsPerCall),
      },
    }));
    return { words: `${roasts} roasts are to be made.`, calls };
  },
  observe: ({ mission }, seen, done) => {
    const refusal = [...seen, ...done].find((each) => !each.ok);
    if (refusal !== undefined && !refusal.ok) {
      return { kind: 'fail', code: refusal.reason, words: refusal.message };
    }
    const params = paramsOf(mission.params);
    const target = targetOf(params, seen);
    if (target === null) {
      return { kind: 'fail', code: 'BAD_INPUT', words: 'the target has no drop: mark it first' };
    }
    const results = done.flatMap(
      (each) => outputOf<{ results: readonly GymResult[] }>(each)?.results ?? [],
    );
    const rehearsal = evaluateRehearsal(results, target);
    const label = outputOf<{ label: string }>(seen[0])?.label ?? params.machine;
    return {
      kind: 'finish',
      words: 'The roasts were held against the target.',
      result: {
        sentences: rehearsalWords(rehearsal, target, { ...params, label }),
        target: { ...target },
        rehearsal: { ...rehearsal },
      },
    };
  },
};

/** Checked where it was asked for. */
function paramsOf(params: unknown): RehearsalParams {
  return params as RehearsalParams;
}

/** null when what it is to be like was never dropped. */
function targetOf(
  { dropS, developmentPct, toleranceS, tolerancePct }: RehearsalParams,
  [usual, chosen]: readonly ToolAnswer[],
): RehearsalTarget | null {
  const like = outputOf<Outcome>(chosen) ?? outputOf<Outcome>(usual);
  const targetDropS = dropS ?? like?.dropS ?? null;
  if (targetDropS === null) return null;
  return {
    dropS: targetDropS,
    toleranceS,
    tolerancePct,
    developmentPct: developmentPct ?? like?.developmentPct ?? null,
  };
}
