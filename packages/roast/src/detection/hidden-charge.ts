import { coolingS, roomC } from '#detection/break-rules.ts';
import {
  type BreakWindow,
  medianUntil,
  riseMaxCPerS,
  type WindowReading,
} from '#detection/window.ts';

/**
 * Beans that fell in while nothing was read: no bend shows them. What does is that BT and ET, which were those of a hot drum, are lower
 * afterwards, BT lower than any empty drum gets in that time, and that it turns and warms up as beans do, for minutes. Each alone
 * has another cause: a drum cools, a lid is opened, a probe is exchanged, a flame is lit. All of it together has one.
 */

/** The median of BT over some seconds. */
interface SeenBt {
  readonly timeS: number;
  readonly btC: number;
}

/** A stretch in which nothing was read while no beans were in the drum, and how BT goes since. */
export interface Hole {
  /** As it was when the last reading came. */
  readonly before: SeenBt & { readonly etC: number };
  /** The first readings after it; null: too few as yet. */
  readonly after: SeenBt | null;
  readonly lowest: SeenBt | null;
}

/** A charge that nobody read: where it most likely was, and between which moments. Seconds. */
export interface HiddenCharge {
  readonly timeS: number;
  readonly fromS: number;
  readonly toS: number;
  readonly confidence: number;
  /** Why, in words for a person. */
  readonly reason: string;
}

/** Who charges a drum that is colder, C, and loses the readings just then, has to say so. Most charge between 160 and 220. */
const fromMinC = 150;
/** A drum that falls by more, C, in so long is on its way to cold. */
const sinksMaxC = 8;
const sinksS = 45;
const beforeOverS = 20;
const afterOverS = 6;
/** Beans take BT at least so much of its way to the room, and so much more of it than the fastest cooling in that time. */
const fallenMin = 0.3;
const beyondCooling = 0.08;
/** BT at the turning point is 70 to 150 C; what is so cold is no roast but another probe. */
const turnsMinC = 50;
/** ET falls with it, C. A probe that was exchanged takes only itself along. */
const etFallMinC = 2;
/** Beans warm up for so long after the turning point, s, by so much, C, without a step. It is looked at then, and not tried until it fits. */
const warmsS = { least: 110, most: 130 };
const warmsMinC = 12;
const stepC = 2;
/** What recovers by itself when a lid was shut slows down soon: of the fastest half minute so much is left in the last. */
const pieceS = 30;
const everyS = 10;
const lastingShare = 0.7;
/** And it comes back further in that time. */
const backMaxShare = 0.6;
/** The turning point comes so long after charge, s. */
const turnsAfterS = { least: 20, mostly: 70, most: 180 };
/** Of a longer hole nobody can tell what was done in it. Later than so nothing is to be seen of it any more. */
const holeMaxS = 240;
const showsWithinS = 240;
/** Nothing that was read shows the moment itself. */
const confidence = 0.3;

/**
 * What is to be remembered when BT comes back, of the window before; null where nothing tells what the drum was. `known`: an earlier
 * hole, of which too little was seen before this one.
 */
export function holeAfter(
  { readings }: BreakWindow,
  etC: number | null,
  known: Hole | null,
): Hole | null {
  const [first, last] = [readings[0], readings.at(-1)];
  if (first === undefined || last === undefined) return null;
  const btC = medianUntil(readings, last.timeS, beforeOverS);
  if (last.timeS - first.timeS < sinksS)
    return known && afterGlimpse(known, { timeS: last.timeS, btC, etC });
  const earlierC = medianUntil(readings, last.timeS - sinksS + beforeOverS, beforeOverS);
  if (btC === null || earlierC === null || etC === null) return null;
  if (btC < fromMinC || earlierC - btC > sinksMaxC) return null;
  return holeFrom({ timeS: last.timeS, btC, etC });
}

/** What two holes are together, with too little between them to judge a drum by. `last`: what was read there last. */
function afterGlimpse(
  { before, after }: Hole,
  { timeS, btC, etC }: { timeS: number; btC: number | null; etC: number | null },
): Hole {
  // A drum that is as hot as before got no beans until then; one that was colder at once had them.
  const isHot = (nowC: number): boolean => before.btC - nowC <= sinksMaxC;
  if (btC !== null && etC !== null && isHot(btC)) return holeFrom({ timeS, btC, etC });
  if (after === null) return holeFrom(before);
  if (isHot(after.btC)) return holeFrom({ ...after, etC: before.etC });
  return { before, after, lowest: null };
}

function holeFrom(before: Hole['before']): Hole {
  return { before, after: null, lowest: null };
}

/** The hole after one more reading; null once it can show nothing any more. */
export function holeSince(hole: Hole, { readings }: BreakWindow): Hole | null {
  const newest = readings.at(-1);
  const btC = newest && medianUntil(readings, newest.timeS, afterOverS);
  if (newest === undefined || btC === null || btC === undefined) return hole;
  const seen = { timeS: newest.timeS, btC };
  const { before, lowest } = hole;
  const after = hole.after ?? seen;
  if (after.timeS - before.timeS > holeMaxS || newest.timeS - after.timeS > showsWithinS)
    return null;
  const isLower = lowest === null || btC <= lowest.btC;
  return { ...hole, after, lowest: isLower ? seen : lowest };
}

/** The charge that the hole hid, or null. Causal: it uses nothing but what was read until now. */
export function findHiddenCharge(
  { before, after, lowest }: Hole,
  { readings }: BreakWindow,
  etC: number | null,
): HiddenCharge | null {
  const newest = readings.at(-1);
  if (newest === undefined || after === null || lowest === null) return null;
  const warmS = newest.timeS - lowest.timeS;
  if (warmS < warmsS.least || warmS > warmsS.most || lowest.btC < turnsMinC) return null;
  const isFast = [before, after].some((from) => isColderThanEmpty(from, lowest));
  if (!isFast || fallenShare(before, lowest) < fallenMin) return null;
  if (etC === null || before.etC - etC < etFallMinC) return null;
  const risenC = (medianUntil(readings, newest.timeS, afterOverS) ?? lowest.btC) - lowest.btC;
  if (risenC < warmsMinC || risenC > backMaxShare * (before.btC - lowest.btC)) return null;
  const since = readings.filter(({ timeS }) => timeS >= lowest.timeS);
  if (!isSmooth(since) || !isLasting(since)) return null;
  const place = placeOf(before, after, lowest);
  return { ...place, confidence, reason: reasonOf({ before, lowest, risenC, ...place }) };
}

function fallenShare(from: SeenBt, to: SeenBt): number {
  return (from.btC - to.btC) / (from.btC - roomC);
}

/** Whether an empty drum that nears the room as fast as any would still have been warmer. */
function isColderThanEmpty(from: SeenBt, lowest: SeenBt): boolean {
  const cooled = 1 - Math.exp(-(lowest.timeS - from.timeS) / coolingS);
  return fallenShare(from, lowest) >= cooled + beyondCooling;
}

function isSmooth(readings: readonly WindowReading[]): boolean {
  return readings.every(({ timeS, valueC }, index) => {
    const past = readings[index - 1];
    if (past === undefined) return true;
    return Math.abs(valueC - past.valueC) <= stepC + riseMaxCPerS * (timeS - past.timeS);
  });
}

/** Whether the last half minute warmed nearly as fast as the fastest. */
function isLasting(readings: readonly WindowReading[]): boolean {
  const [first, newest] = [readings[0], readings.at(-1)];
  if (first === undefined || newest === undefined) return false;
  const risesC: number[] = [];
  for (let toS = newest.timeS; toS - pieceS >= first.timeS; toS -= everyS) {
    const fromC = medianUntil(readings, toS - pieceS, afterOverS);
    const toC = medianUntil(readings, toS, afterOverS);
    if (fromC !== null && toC !== null) risesC.push(toC - fromC);
  }
  return (risesC[0] ?? 0) >= lastingShare * Math.max(...risesC);
}

/** In the hole, and as long before the turning point as that usually comes. */
function placeOf(
  before: SeenBt,
  after: SeenBt,
  lowest: SeenBt,
): Pick<HiddenCharge, 'timeS' | 'fromS' | 'toS'> {
  const fromS = Math.max(before.timeS + 1, lowest.timeS - turnsAfterS.most);
  // Where BT rose from the first reading on it had turned before.
  const hasTurned = lowest.timeS - after.timeS < afterOverS;
  const latestS = hasTurned ? after.timeS - afterOverS : lowest.timeS - turnsAfterS.least;
  const toS = Math.max(fromS, Math.min(after.timeS - afterOverS, latestS));
  const timeS = Math.min(toS, Math.max(fromS, lowest.timeS - turnsAfterS.mostly));
  return { timeS, fromS, toS };
}

function reasonOf(of: {
  readonly before: SeenBt;
  readonly lowest: SeenBt;
  readonly risenC: number;
  readonly fromS: number;
  readonly toS: number;
}): string {
  const { before, lowest, risenC, fromS, toS } = of;
  const spanS = Math.max(1, toS - fromS).toFixed(0);
  return `Somewhere in the ${spanS} s in which nothing was read: BT was ${before.btC.toFixed(0)} C before, then ${lowest.btC.toFixed(0)} C and rose ${risenC.toFixed(0)} C as beans do`;
}
