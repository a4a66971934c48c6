import { type ErrorSpread, type Fidelity, fidelityOf, spreadOf } from '#fit/fidelity.ts';
import { fitConfiguration, type TrainingRoast } from '#fit/fit-configuration.ts';
import { observedCracks } from '#fit/observed-cracks.ts';
import type { ObservedRoast } from '#fit/observed-roast.ts';
import type { FittedConfiguration } from '#fit/parameters.ts';
import { quantile } from '#fit/roast-factors.ts';
import { type Walk, type WalkedRoast, walkRoasts } from '#fit/walk-roasts.ts';
import { g1 } from '#machines/g1.ts';

/** Fewer roasts of one configuration than this cannot tell fourteen parameters and their error apart. */
export const roastsMin = 6;

const trainedMin = 4;
const unseenMin = roastsMin - trainedMin;

/** A lever in percent stands above this at some time of some roast. */
const percentLeast = 25;

/** What a batch weighs when nobody ever weighed one, kg. */
const unweighedKg = 0.5;

/** Roasts of one machine configuration, and what the twin makes of them. */
export interface FittedSegment {
  readonly kind: 'fitted';
  readonly configuration: FittedConfiguration;
  /** Training roasts first, then the unseen, in order of date. */
  readonly roasts: readonly WalkedRoast[];
  readonly trained: number;
  /** What a batch weighs as a rule: believed of those that nobody weighed. */
  readonly usualKg: number;
  readonly fidelity: Fidelity;
  /** Errors on the training roasts, for comparison: never evidence. */
  readonly training: ErrorSpread;
}

/** Roasts that were not fitted, and why. */
export interface RefusedSegment {
  readonly kind: 'refused';
  readonly roasts: readonly ObservedRoast[];
  readonly reason: string;
}

/** The twin of a machine: one segment for each configuration, the oldest first. */
export type MachineFit = readonly (FittedSegment | RefusedSegment)[];

/** Tells how far a fit is: a sentence. */
export type FitProgress = (line: string) => void;

/**
 * Fits the twin to the roasts of one machine. The first third by date trains; the rest is unseen and judges; nothing is
 * left out. Where two roasts in a row are stranger than three times the usual, another configuration begins.
 */
export function fitMachine(roasts: readonly ObservedRoast[], tell: FitProgress): MachineFit {
  const dated = roasts.toSorted((a, b) => (a.startedWallMs ?? 0) - (b.startedWallMs ?? 0));
  const segments: (FittedSegment | RefusedSegment)[] = [];
  let rest: readonly ObservedRoast[] = dated;
  while (rest.length > 0) {
    const refusal = refusalOf(rest);
    if (refusal !== null) return [...segments, { kind: 'refused', roasts: rest, reason: refusal }];
    const { segment, taken } = fitSegment(rest, tell);
    segments.push(segment);
    if (taken < rest.length) tell(`the configuration changes at ${rest[taken]?.name}`);
    rest = rest.slice(taken);
  }
  return segments;
}

function refusalOf(roasts: readonly ObservedRoast[]): string | null {
  if (roasts.length < roastsMin) {
    const count = roasts.length === 1 ? '1 roast' : `${roasts.length} roasts`;
    return `${count} of one configuration: a fit takes at least ${roastsMin}`;
  }
  const told = roasts.filter(({ burner }) => burner !== null);
  if (told.length * 2 < roasts.length) {
    return `in ${roasts.length - told.length} of ${roasts.length} roasts nobody wrote down where the burner stood`;
  }
  const moved = roasts.filter(({ burner }) => new Set(burner?.values).size > 1);
  if (moved.length * 2 < roasts.length) {
    return `the burner moves in only ${moved.length} of ${roasts.length} roasts`;
  }
  return null;
}

function fitSegment(
  roasts: readonly ObservedRoast[],
  tell: FitProgress,
): { readonly segment: FittedSegment | RefusedSegment; readonly taken: number } {
  const trained = Math.max(Math.ceil(roasts.length / 3), trainedMin);
  const weights = roasts.slice(0, trained).flatMap(({ greenKg }) => greenKg ?? []);
  const usualKg = weights.length === 0 ? unweighedKg : quantile(weights, 0.5);
  const weighed = roasts.map(
    (roast): TrainingRoast => ({ roast, greenKg: roast.greenKg ?? usualKg }),
  );
  const cracks = observedCracks(roasts.slice(0, trained), g1.charge);
  const configuration = fitConfiguration(
    {
      ...g1.physics,
      burnerFull: fullOf(roasts.slice(0, trained), 'burner'),
      airFull: fullOf(roasts.slice(0, trained), 'air'),
      dryingFactor: 1,
      reactionFactor: 1,
      ...cracks,
    },
    usualKg,
    weighed.slice(0, trained),
    (iteration, most) =>
      tell(`fitting ${trained} roasts: round ${iteration + 1} of at most ${most}`),
  );
  tell(`judging ${roasts.length} roasts`);
  const walk = walkRoasts(configuration, weighed, trained);
  const taken = walk.roasts.length;
  if (taken - trained < unseenMin) {
    const reason = `the configuration changes after ${taken} roasts, and ${trained} of them trained: too few are left to judge by`;
    return { segment: { kind: 'refused', roasts: roasts.slice(0, taken), reason }, taken };
  }
  return { segment: judgedSegment(configuration, walk, { trained, usualKg }), taken };
}

/**
 * Where a lever gives all it has: at 100, unless it is read in another unit (kPa, notches, mbar) and never stood near that. Full heat
 * itself is fitted; this keeps it in the reach of what is believed of machines.
 */
function fullOf(roasts: readonly ObservedRoast[], lever: 'burner' | 'air'): number {
  const most = Math.max(0, ...roasts.flatMap((roast) => roast[lever]?.values ?? []));
  const isPercent = most > percentLeast && most <= 100;
  return isPercent || most === 0 ? 100 : most;
}

/** What a walk through the roasts of a configuration says of it: those after the training judge. */
export function judgedSegment(
  configuration: FittedConfiguration,
  { roasts }: Walk,
  { trained, usualKg }: Pick<FittedSegment, 'trained' | 'usualKg'>,
): FittedSegment {
  const unseen = roasts.slice(trained);
  const three = (some: readonly WalkedRoast[]) => spreadOf(some.map((each) => each.threeFactorsC));
  const openLoop = spreadOf(unseen.flatMap(({ openLoopC }) => openLoopC ?? []));
  const fidelity = fidelityOf(three(unseen), openLoop, trained);
  const training = three(roasts.slice(0, trained));
  return { kind: 'fitted', configuration, roasts, trained, usualKg, fidelity, training };
}
