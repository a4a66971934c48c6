import {
  type FitProgress,
  type FittedSegment,
  fitMachine,
  type RefusedSegment,
} from '#fit/fit-machine.ts';
import type { ObservedRoast } from '#fit/observed-roast.ts';
import { quantile } from '#fit/roast-factors.ts';
import { type Band, bandOf } from '#what-if/band.ts';
import {
  type ExperimentReport,
  naturalExperiments,
  relativeError,
} from '#what-if/natural-experiments.ts';

/** Levers that a fit knows the effect of. */
export const whatIfLevers = ['burner', 'air'] as const;
export type WhatIfLever = (typeof whatIfLevers)[number];

/** A fitted configuration with all that an answer to "what if" rests on. Plain data. */
export interface LearntSegment extends FittedSegment {
  /** Pairs of roasts with different plans, for each lever that may be asked about. */
  readonly experiments: Readonly<Record<WhatIfLever, ExperimentReport>>;
  readonly band: Band;
  /** BT at which its roasts are dropped as a rule, C. */
  readonly usualDropC: number;
}

/** What the twin learnt of one machine: a segment for each configuration, the oldest first. */
export type TwinLesson = readonly (LearntSegment | RefusedSegment)[];

/** Learns a machine from its roasts: tens of seconds. */
export function learnMachine(roasts: readonly ObservedRoast[], tell: FitProgress): TwinLesson {
  return fitMachine(roasts, tell).map((segment) =>
    segment.kind === 'fitted' ? learnt(segment) : segment,
  );
}

/** Looks how well a fitted configuration answers "what if", and how well it forecasts. */
export function learnt(segment: FittedSegment): LearntSegment {
  const dropsC = segment.roasts.map(({ roast }) => roast.btC.at(-1) ?? 0);
  const burner = naturalExperiments(segment, 'burner');
  return {
    ...segment,
    experiments: { burner, air: naturalExperiments(segment, 'air') },
    band: bandOf(segment, relativeError(burner.experiments)),
    usualDropC: quantile(dropsC, 0.5),
  };
}

/** What the twin has to be told of a machine: the id of a simulated one, or the roasts of a real one. */
export type TwinPupil =
  | { readonly simulated: string }
  | { readonly roasts: readonly ObservedRoast[] };

/** The segment that holds a roast; the newest for one that is not among them, such as one that goes on. */
export function segmentOf(lesson: TwinLesson, name: string): LearntSegment | RefusedSegment | null {
  const holds = (segment: LearntSegment | RefusedSegment): boolean =>
    segment.kind === 'fitted'
      ? segment.roasts.some(({ roast }) => roast.name === name)
      : segment.roasts.some((roast) => roast.name === name);
  return lesson.find(holds) ?? lesson.at(-1) ?? null;
}
