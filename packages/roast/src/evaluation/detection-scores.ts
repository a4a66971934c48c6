import type { Break } from '#detection/break.ts';
import type { Suggestion } from '#evaluation/played-session.ts';

/** How far off a finder was, of what it found. Seconds; null when it found nothing. */
export interface OffsetSpread {
  /** Negative: too early. */
  readonly medianS: number | null;
  /** The distance that half, and nine of ten, do not exceed. */
  readonly medianAbsS: number | null;
  readonly p90AbsS: number | null;
}

/** How one finder did on one kind of mark. Seconds. */
export interface RuleScore {
  /** Within 6 s of the press, placed by what the machine's people did in earlier roasts: their habit. */
  readonly within6s: number;
  /** The mark that was so placed, minus the press. */
  readonly markOffset: OffsetSpread;
  /** Within 6 s for people nobody knows. */
  readonly rawWithin6s: number;
  /** The bend it found, minus the press: how late people see what they did. */
  readonly medianOffsetS: number | null;
  readonly missed: number;
  /** The bend it found against the bend in the data. */
  readonly breakWithin2s: number;
  readonly breakOffset: OffsetSpread;
}

/** One kind of mark: ours, Artisan's own rule on the same readings, and whoever could see the bend afterwards. */
export interface KindScore extends RuleScore {
  /** On all roasts of the machine, those listed apart included. */
  readonly falseMarks: number;
  /** How many were pressed, and how many of those bend in the data. */
  readonly pressed: number;
  readonly breaks: number;
  readonly artisan: RuleScore;
  /** The bend in the data itself, taken for the mark: nobody who knows BT alone comes much nearer to the press. */
  readonly oracle: RuleScore;
  /** Within 6 s of the press with the one lead before the bend in the data that is best for each machine, known in hindsight. */
  readonly boundWithin6s: number;
}

/** A roast that says too little about detection to be counted, with what came of it all the same. */
export interface ApartRoast {
  readonly file: string;
  readonly reason: string;
  readonly offsetS: Readonly<Record<Break['kind'], number | null>>;
  readonly artisanOffsetS: Readonly<Record<Break['kind'], number | null>>;
}

/** Roasts counted, and how charge and drop were found in them. */
export interface RoastsScore {
  readonly n: number;
  readonly charge: KindScore;
  readonly drop: KindScore;
}

/** All but the roasts that are listed apart are counted. */
export interface MachineScore extends RoastsScore {
  readonly machine: string;
  readonly listedApart: readonly ApartRoast[];
}

export interface DetectionEvaluation {
  readonly machines: readonly MachineScore[];
  /** All machines, and the same with the roasts that are listed apart. */
  readonly all: RoastsScore;
  readonly allWithApart: RoastsScore;
  /** On all roasts, those listed apart included. */
  readonly falseMarksTotal: number;
}

/** What is compared. */
export type Finder = 'ours' | 'artisan' | 'oracle';

/** The bend a finder saw, and where the mark stands that follows from it: for these people, and for people nobody knows. */
export interface Found {
  readonly bendS: number;
  readonly markS: number;
  readonly rawS: number;
}

/** One for charge, one for drop. */
export type ByKind<Value> = Readonly<Record<Break['kind'], Value>>;

/** A roast as it was pressed, as it bends, and as each finder saw it. */
export interface Judged {
  readonly file: string;
  /** Why it is not counted; null when it is. */
  readonly apart: string | null;
  readonly pressedS: ByKind<number | null>;
  readonly breakS: ByKind<number | null>;
  readonly found: Readonly<Record<Finder, ByKind<Found | null>>>;
  readonly falseMarks: readonly Suggestion[];
}

/** How far a mark may be from the press, and from the bend, to be counted, s. */
const withinPressS = 6;
const withinBreakS = 2;
/**
 * Readings that are two seconds apart by intention are some milliseconds off, and Artisan's marks and the bends in the data lie on
 * readings.
 */
const clockS = 0.05;
/** Farther from the press, Artisan's rule found something else; ours is judged by the same minute. */
const belongsWithinS = 60;
/** Whether it says enough about detection. */
export function isCounted({ apart }: Judged): boolean {
  return apart === null;
}

/** The scores of one machine, from all its roasts. */
export function scoreMachine(machine: string, all: readonly Judged[]): MachineScore {
  return {
    machine,
    ...scoreRoasts([all], isCounted),
    listedApart: all.flatMap((one) => {
      if (one.apart === null) return [];
      const offsets = (finder: Finder): ApartRoast['offsetS'] => ({
        charge: offset(one, 'charge', finder),
        drop: offset(one, 'drop', finder),
      });
      const offsetS = offsets('ours');
      return [{ file: one.file, reason: one.apart, offsetS, artisanOffsetS: offsets('artisan') }];
    }),
  };
}

/** The scores of those roasts that count, by machine; false marks are of all. */
export function scoreRoasts(
  machines: readonly (readonly Judged[])[],
  counts: (one: Judged) => boolean,
): RoastsScore {
  const counted = machines.map((all) => all.filter(counts));
  const score = (kind: Break['kind']): KindScore => ({
    ...scoreKind(counted.flat(), kind),
    boundWithin6s: counted.reduce((sum, own) => sum + bound(own, kind), 0),
    falseMarks: machines
      .flat()
      .flatMap((one) => one.falseMarks.filter((mark) => mark.kind === kind)).length,
  });
  return { n: counted.flat().length, charge: score('charge'), drop: score('drop') };
}

function scoreKind(
  judged: readonly Judged[],
  kind: Break['kind'],
): Omit<KindScore, 'falseMarks' | 'boundWithin6s'> {
  return {
    ...scoreFinder(judged, kind, 'ours'),
    pressed: judged.filter((one) => one.pressedS[kind] !== null).length,
    breaks: judged.filter((one) => one.breakS[kind] !== null).length,
    artisan: scoreFinder(judged, kind, 'artisan'),
    oracle: scoreFinder(judged, kind, 'oracle'),
  };
}

/** The most bends in the data that one lead can put within reach of their presses. */
function bound(own: readonly Judged[], kind: Break['kind']): number {
  const offsets = own.flatMap((one) => offset(one, kind, 'oracle') ?? []);
  const reachS = 2 * withinPressS;
  const reached = (leastS: number): number =>
    offsets.filter((atS) => atS >= leastS && atS <= leastS + reachS).length;
  return Math.max(0, ...offsets.map(reached));
}

function scoreFinder(judged: readonly Judged[], kind: Break['kind'], finder: Finder): RuleScore {
  const pressed = judged.filter((one) => one.pressedS[kind] !== null);
  const offsets = pressed.flatMap((one) => offset(one, kind, finder) ?? []);
  /** What was found belongs to the press, as for an offset. */
  const distances = (of: keyof Found, fromS: (one: Judged) => number | null): readonly number[] =>
    pressed.flatMap((one) => {
      const [atS, trueS] = [one.found[finder][kind]?.[of], fromS(one)];
      if (atS === undefined || trueS === null || offset(one, kind, finder) === null) return [];
      return [atS - trueS];
    });
  const within = (all: readonly number[], withinS: number): number =>
    all.filter((distanceS) => Math.abs(distanceS) <= withinS).length;
  const marks = distances('markS', (one) => one.pressedS[kind]);
  const breaks = distances('bendS', (one) => one.breakS[kind]);
  return {
    within6s: within(marks, withinPressS),
    markOffset: spread(marks),
    rawWithin6s: within(
      distances('rawS', (one) => one.pressedS[kind]),
      withinPressS,
    ),
    medianOffsetS: median(offsets),
    missed: pressed.length - offsets.length,
    breakWithin2s: within(breaks, withinBreakS + clockS),
    breakOffset: spread(breaks),
  };
}

function spread(offsets: readonly number[]): OffsetSpread {
  const sizes = offsets.map(Math.abs).sort((a, b) => a - b);
  return {
    medianS: median(offsets),
    medianAbsS: median(sizes),
    p90AbsS: sizes[Math.ceil(0.9 * sizes.length) - 1] ?? null,
  };
}

/** Seconds from the press to the bend; null when it was missed. */
export function offset(
  { found, pressedS }: Judged,
  kind: Break['kind'],
  finder: Finder,
): number | null {
  const bendS = found[finder][kind]?.bendS;
  const atS = pressedS[kind];
  if (bendS === undefined || atS === null) return null;
  return Math.abs(bendS - atS) <= belongsWithinS + clockS ? bendS - atS : null;
}

/** The middle one; of two, the mean. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
