import { btChannel, etChannel } from '@artisan-ts/domain';
import type { Break } from '#detection/break.ts';
import { artisanBreak } from '#evaluation/artisan-rule.ts';
import { dataBreak } from '#evaluation/data-break.ts';
import type { Suggestion } from '#evaluation/played-session.ts';
import { type PressedStream, scoreDetection } from '#evaluation/score.ts';
import { curveLeads, learntLead, type RoastLeads } from '#habit/press-lead.ts';
import { defaultSessionRules, type PressLeadS } from '#session/rules.ts';
import { judgeCurves } from '#signal/judge-curves.ts';

/** A roast to be played, and whose it is. */
export interface JudgedRoast extends PressedStream {
  readonly file: string;
  readonly machine: string;
}

/** How one finder did on one kind of mark. Seconds. */
export interface RuleScore {
  /** Within 6 s of the press, placed by what the machine's people did in earlier roasts: their habit. */
  readonly within6s: number;
  /** The same for people nobody knows. */
  readonly rawWithin6s: number;
  /** The bend it found, minus the press: how late people see what they did. */
  readonly medianOffsetS: number | null;
  readonly missed: number;
  /** The bend it found against the bend in the data. */
  readonly breakWithin2s: number;
}

/** One kind of mark on one machine: ours, Artisan's own rule on the same readings, and whoever could see the bend afterwards. */
export interface KindScore extends RuleScore {
  /** On all roasts of the machine, those listed apart included. */
  readonly falseMarks: number;
  /** How many were pressed, and how many of those bend in the data. */
  readonly pressed: number;
  readonly breaks: number;
  readonly artisan: RuleScore;
  /** The bend in the data itself, taken for the mark: nobody who knows BT alone comes much nearer to the press. */
  readonly oracle: RuleScore;
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

/** What is compared. */
type Finder = 'ours' | 'artisan' | 'oracle';

/** The bend a finder saw, and where the mark stands that follows from it: for these people, and for people nobody knows. */
interface Found {
  readonly bendS: number;
  readonly markS: number;
  readonly rawS: number;
}

type ByKind<Value> = Readonly<Record<Break['kind'], Value>>;

interface Judged {
  readonly roast: JudgedRoast;
  readonly apart: string | null;
  readonly pressedS: ByKind<number | null>;
  readonly breakS: ByKind<number | null>;
  readonly found: Readonly<Record<Finder, ByKind<Found | null>>>;
  readonly falseMarks: readonly Suggestion[];
}

/** Plays every roast through the session rules and scores it by machine. Roasts of a machine come oldest first. */
export function evaluateDetection(roasts: readonly JudgedRoast[]): DetectionEvaluation {
  const names = [...new Set(roasts.map((roast) => roast.machine))];
  const judged = new Map(
    names.map((name) => [name, judgeInTurn(roasts.filter(({ machine }) => machine === name))]),
  );
  const falseMarks = [...judged.values()].flat().flatMap((one) => one.falseMarks);
  return {
    machines: [...judged].map(([machine, all]) => scoreMachine(machine, all)),
    falseMarksTotal: falseMarks.length,
  };
}

/** The roasts of one machine: each is judged by what is known from those before. */
function judgeInTurn(roasts: readonly JudgedRoast[]): readonly Judged[] {
  const leads: Record<Finder, RoastLeads[]> = { ours: [], artisan: [], oracle: [] };
  return roasts.map((roast) => {
    const judged = judge(roast, {
      ours: learntLead(leads.ours, usualLeadS),
      artisan: learntLead(leads.artisan, noLeadS),
      oracle: learntLead(leads.oracle, noLeadS),
    });
    // In earnest, presses are all that is known of earlier roasts: ours learns as the station does.
    leads.ours.push(curveLeads({ ...roast, btC: soundBt(roast) }));
    for (const finder of ['artisan', 'oracle'] as const) {
      leads[finder].push({
        charge: offset(judged, 'charge', finder),
        drop: offset(judged, 'drop', finder),
      });
    }
    return judged;
  });
}

/** BT without what cannot be right: what a closed roast is learnt from. */
function soundBt({ timeS, btC, etC, intervalS }: JudgedRoast): JudgedRoast['btC'] {
  const curve = (channel: typeof btChannel, values: JudgedRoast['btC']) => {
    return { channel, timeS, values, missing: null };
  };
  const et = etC === null ? [] : [curve(etChannel, etC)];
  return judgeCurves([curve(btChannel, btC), ...et], intervalS)[0]?.usable ?? btC;
}

const usualLeadS = defaultSessionRules.pressLeadS;
/** Artisan marks where it sees the bend. */
const noLeadS: PressLeadS = { charge: 0, drop: 0 };

function judge(roast: JudgedRoast, leads: Readonly<Record<Finder, PressLeadS>>): Judged {
  const score = scoreDetection(roast, leads.ours);
  const pressedS = { charge: roast.chargeS, drop: roast.dropS };
  const byKind = <Value>(value: (kind: Break['kind']) => Value): ByKind<Value> => ({
    charge: value('charge'),
    drop: value('drop'),
  });
  const breakS = byKind((kind) => {
    const atS = pressedS[kind];
    return atS === null ? null : dataBreak(roast, atS);
  });
  const from = (bendS: number | null, kind: Break['kind'], finder: 'artisan' | 'oracle') =>
    bendS === null ? null : { bendS, markS: bendS - leads[finder][kind], rawS: bendS };
  return {
    roast,
    apart: apartReason(roast),
    pressedS,
    breakS,
    found: {
      ours: byKind((kind) => {
        const mark = score[kind];
        if (mark === null) return null;
        return { bendS: mark.bendS, markS: mark.timeS, rawS: mark.bendS - usualLeadS[kind] };
      }),
      artisan: byKind((kind) => from(artisanBreak(roast, kind), kind, 'artisan')),
      oracle: byKind((kind) => from(breakS[kind], kind, 'oracle')),
    },
    falseMarks: score.falseMarks,
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
      const offsets = (finder: Finder): ApartRoast['offsetS'] => ({
        charge: offset(one, 'charge', finder),
        drop: offset(one, 'drop', finder),
      });
      const offsetS = offsets('ours');
      return [
        { file: one.roast.file, reason: one.apart, offsetS, artisanOffsetS: offsets('artisan') },
      ];
    }),
  };
}

function scoreKind(judged: readonly Judged[], kind: Break['kind']): Omit<KindScore, 'falseMarks'> {
  return {
    ...scoreFinder(judged, kind, 'ours'),
    pressed: judged.filter((one) => one.pressedS[kind] !== null).length,
    breaks: judged.filter((one) => one.breakS[kind] !== null).length,
    artisan: scoreFinder(judged, kind, 'artisan'),
    oracle: scoreFinder(judged, kind, 'oracle'),
  };
}

function scoreFinder(judged: readonly Judged[], kind: Break['kind'], finder: Finder): RuleScore {
  const pressed = judged.filter((one) => one.pressedS[kind] !== null);
  const offsets = pressed.flatMap((one) => offset(one, kind, finder) ?? []);
  const within = (one: Judged, fromS: number | null, of: keyof Found, withinS: number): boolean => {
    const atS = one.found[finder][kind]?.[of];
    return atS !== undefined && fromS !== null && Math.abs(atS - fromS) <= withinS;
  };
  const count = (is: (one: Judged) => boolean): number => pressed.filter(is).length;
  return {
    within6s: count((one) => within(one, one.pressedS[kind], 'markS', withinPressS)),
    rawWithin6s: count((one) => within(one, one.pressedS[kind], 'rawS', withinPressS)),
    medianOffsetS: median(offsets),
    missed: pressed.length - offsets.length,
    breakWithin2s: count((one) => within(one, one.breakS[kind], 'bendS', withinBreakS)),
  };
}

/** Seconds from the press to the bend; null when it was missed. */
function offset({ found, pressedS }: Judged, kind: Break['kind'], finder: Finder): number | null {
  const bendS = found[finder][kind]?.bendS;
  const atS = pressedS[kind];
  if (bendS === undefined || atS === null) return null;
  return Math.abs(bendS - atS) <= belongsWithinS ? bendS - atS : null;
}

/** The middle one; of two, the mean. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
