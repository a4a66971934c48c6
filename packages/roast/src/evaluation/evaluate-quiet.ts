import { seededStream } from '@artisan-ts/domain';
import type { JudgedRoast } from '#evaluation/evaluate-detection.ts';
import type { Suggestion } from '#evaluation/played-session.ts';
import {
  playEmptyHours,
  playQuietParts,
  type QuietKind,
  type QuietStretch,
  quietKinds,
} from '#evaluation/quiet-hours.ts';

/** A charge or a drop that was suggested where there was none. Seconds of the file, or of the hours that were made up. */
export interface FalseMark extends Suggestion {
  /** The roast file; null on a machine that was made up. */
  readonly file: string | null;
}

/** All that was played of one kind. */
export interface QuietScore {
  readonly quiet: QuietKind;
  readonly hours: number;
  readonly falseMarks: readonly FalseMark[];
}

/** What was suggested while nothing happened: every mark is false. */
export interface QuietEvaluation {
  readonly seed: number;
  readonly hoursTotal: number;
  readonly falseMarksTotal: number;
  readonly scores: readonly QuietScore[];
}

/**
 * Plays hours of empty machines that were made up, and of roasts the time before charge, after drop, and with a hole put into the
 * roast. The same seed gives the same hours and holes.
 */
export function evaluateQuiet(
  roasts: readonly JudgedRoast[],
  { hours, seed }: { readonly hours: number; readonly seed: number },
): QuietEvaluation {
  const random = seededStream(seed, 'holes');
  const played = [
    ...roasts.flatMap((roast) => of(roast.file, playQuietParts(roast, random))),
    ...of(null, playEmptyHours(hours, seed)),
  ];
  const scores = quietKinds.flatMap((quiet): QuietScore[] => {
    const own = played.filter((score) => score.quiet === quiet);
    const falseMarks = own.flatMap((score) => score.falseMarks);
    return own.length === 0 ? [] : [{ quiet, hours: hoursOf(own), falseMarks }];
  });
  const falseMarksTotal = scores.flatMap(({ falseMarks }) => falseMarks).length;
  return { seed, hoursTotal: hoursOf(scores), falseMarksTotal, scores };
}

function of(file: string | null, stretches: readonly QuietStretch[]): readonly QuietScore[] {
  return stretches.map(({ kind, hours, falseMarks }) => ({
    quiet: kind,
    hours,
    falseMarks: falseMarks.map((mark) => ({ ...mark, file })),
  }));
}

function hoursOf(scores: readonly QuietScore[]): number {
  return scores.reduce((sum, { hours }) => sum + hours, 0);
}
