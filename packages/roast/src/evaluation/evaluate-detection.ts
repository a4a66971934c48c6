import type { Break } from '#detection/break.ts';
import { artisanBreak } from '#evaluation/artisan-rule.ts';
import { dataBreak } from '#evaluation/data-break.ts';
import type { Suggestion } from '#evaluation/played-session.ts';
import { type PressedStream, scoreDetection } from '#evaluation/score.ts';

/** A roast to be played, and whose it is. */
export interface JudgedRoast extends PressedStream {
  readonly file: string;
  readonly machine: string;
}

/** How one rule did on one kind of mark. Offsets are mark minus press, seconds. */
export interface RuleScore {
  /** Within 6 s of the press, after the median offset of the machine's earlier roasts was taken off: a person's habit. */
  readonly within6s: number;
  /** The same without knowing the habit. */
  readonly rawWithin6s: number;
  readonly medianOffsetS: number | null;
  readonly missed: number;
  /** Against the bend in the data instead of the press. */
  readonly breakWithin2s: number;
}

/** One kind of mark on one machine: ours, and Artisan's own rule on the same readings. */
export interface KindScore extends RuleScore {
  /** On all roasts of the machine, those listed apart included. */
  readonly falseMarks: number;
  /** How many were pressed, and how many of those bend in the data. */
  readonly pressed: number;
  readonly breaks: number;
  readonly artisan: RuleScore;
}

/** A roast that says too little about detection to be counted, with what came of it all the same. */
export interface ApartRoast {
  readonly file: string;
  readonly reason: string;
  readonly offsetS: Readonly<Record<Break['kind'], number | null>>;
  readonly artisanOffsetS: Readonly<Record<Break['kind'], number | null>>;
}

export interface MachineScore {
  readonly machine: string;
  /** Roasts counted: all but those listed apart. */
  readonly n: number;
  readonly charge: KindScore;
  readonly drop: KindScore;
  readonly listedApart: readonly ApartRoast[];
}

export interface DetectionEvaluation {
  readonly machines: readonly MachineScore[];
  /** On all roasts, those listed apart included. */
  readonly falseMarksTotal: number;
}

/** How far a mark may be from the press, and from the bend, to be counted, s. */
const withinPressS = 6;
const withinBreakS = 2;
/** Farther from the press, Artisan's rule found something else; ours is judged by the same minute. */
const belongsWithinS = 60;
/** Nobody can see a bend at the very end of a record, or between readings farther apart. */
const edgeMinS = 10;
const intervalMaxS = 5;

interface Judged {
  readonly roast: JudgedRoast;
  readonly apart: string | null;
  readonly pressedS: Readonly<Record<Break['kind'], number | null>>;
  readonly breakS: Readonly<Record<Break['kind'], number | null>>;
  readonly oursS: Readonly<Record<Break['kind'], number | null>>;
  readonly artisanS: Readonly<Record<Break['kind'], number | null>>;
  readonly falseMarks: readonly Suggestion[];
}

/** Plays every roast through the session rules and scores it by machine. Roasts of a machine come oldest first. */
export function evaluateDetection(roasts: readonly JudgedRoast[]): DetectionEvaluation {
  const judged = roasts.map(judge);
  const names = [...new Set(roasts.map((roast) => roast.machine))];
  return {
    machines: names.map((machine) =>
      scoreMachine(
        machine,
        judged.filter(({ roast }) => roast.machine === machine),
      ),
    ),
    falseMarksTotal: judged.reduce((sum, { falseMarks }) => sum + falseMarks.length, 0),
  };
}

function judge(roast: JudgedRoast): Judged {
  const { charge, drop, falseMarks } = scoreDetection(roast);
  const bend = (atS: number | null): number | null => (atS === null ? null : dataBreak(roast, atS));
  return {
    roast,
    apart: apartReason(roast),
    pressedS: { charge: roast.chargeS, drop: roast.dropS },
    breakS: { charge: bend(roast.chargeS), drop: bend(roast.dropS) },
    oursS: { charge: charge?.timeS ?? null, drop: drop?.timeS ?? null },
    artisanS: { charge: artisanBreak(roast, 'charge'), drop: artisanBreak(roast, 'drop') },
    falseMarks,
  };
}

function apartReason({ timeS, chargeS, dropS }: JudgedRoast): string | null {
  const intervalS = median(timeS.slice(1).map((atS, index) => atS - (timeS[index] ?? atS))) ?? 0;
  const leadInS = chargeS === null ? null : chargeS - (timeS[0] ?? chargeS);
  const runOutS = dropS === null ? null : (timeS.at(-1) ?? dropS) - dropS;
  if (intervalS > intervalMaxS) return `a reading every ${intervalS.toFixed(1)} s`;
  if (leadInS !== null && leadInS < edgeMinS) return `${leadInS.toFixed(0)} s of lead-in`;
  if (runOutS !== null && runOutS < edgeMinS) return `${runOutS.toFixed(0)} s of run-out`;
  return null;
}

function scoreMachine(machine: string, all: readonly Judged[]): MachineScore {
  const counted = all.filter(({ apart }) => apart === null);
  const falseMarks = (kind: Break['kind']): number =>
    all.flatMap((one) => one.falseMarks).filter((mark) => mark.kind === kind).length;
  return {
    machine,
    n: counted.length,
    charge: { ...scoreKind(counted, 'charge'), falseMarks: falseMarks('charge') },
    drop: { ...scoreKind(counted, 'drop'), falseMarks: falseMarks('drop') },
    listedApart: all.flatMap((one) => {
      if (one.apart === null) return [];
      const offsetS = {
        charge: offset(one, 'charge', 'oursS'),
        drop: offset(one, 'drop', 'oursS'),
      };
      const artisanOffsetS = {
        charge: offset(one, 'charge', 'artisanS'),
        drop: offset(one, 'drop', 'artisanS'),
      };
      return [{ file: one.roast.file, reason: one.apart, offsetS, artisanOffsetS }];
    }),
  };
}

type By = 'oursS' | 'artisanS';

function scoreKind(judged: readonly Judged[], kind: Break['kind']): Omit<KindScore, 'falseMarks'> {
  return {
    ...scoreRule(judged, kind, 'oursS'),
    pressed: judged.filter((one) => one.pressedS[kind] !== null).length,
    breaks: judged.filter((one) => one.breakS[kind] !== null).length,
    artisan: scoreRule(judged, kind, 'artisanS'),
  };
}

function scoreRule(judged: readonly Judged[], kind: Break['kind'], by: By): RuleScore {
  const pressed = judged.filter((one) => one.pressedS[kind] !== null);
  const offsets = pressed.flatMap((one) => offset(one, kind, by) ?? []);
  let within6s = 0;
  const earlier: number[] = [];
  for (const one of pressed) {
    const offsetS = offset(one, kind, by);
    if (offsetS === null) continue;
    if (Math.abs(offsetS - (median(earlier) ?? 0)) <= withinPressS) within6s++;
    earlier.push(offsetS);
  }
  return {
    rawWithin6s: offsets.filter((offsetS) => Math.abs(offsetS) <= withinPressS).length,
    within6s,
    medianOffsetS: median(offsets),
    missed: pressed.length - offsets.length,
    breakWithin2s: pressed.filter((one) => {
      const markS = one[by][kind];
      const breakS = one.breakS[kind];
      return markS !== null && breakS !== null && Math.abs(markS - breakS) <= withinBreakS;
    }).length,
  };
}

/** Seconds from the press to the mark; null when it was missed. */
function offset(judged: Judged, kind: Break['kind'], by: By): number | null {
  const markS = judged[by][kind];
  const pressedS = judged.pressedS[kind];
  if (markS === null || pressedS === null) return null;
  return Math.abs(markS - pressedS) <= belongsWithinS ? markS - pressedS : null;
}

/** The middle one; of two, the mean. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
