import { type MonoUs, usPerSecond } from '@artisan-ts/domain';
import { dropRule } from '#detection/break-rules.ts';
import { type BreakWindow, gapS, medianUntil, type WindowReading } from '#detection/window.ts';
import { turnsWithinS } from '#facts/turning-point.ts';
import type { BeansDoubt, SessionRoast } from '#session/state.ts';
import { sessionPhase } from '#session/table.ts';

/** A stretch without BT as long as this may hide a drop: too little is left of its fall on either side. */
const holeMinS = 20;
/**
 * Beans with heat under them get warmer. Once past the turning point, each of 145 real roasts is at least 3 C warmer than two
 * minutes before, up to its drop; over 90 s four are not.
 */
const warmingS = 120;
/** Less than this is standing, C: above what the noise of a probe leaves in a median. */
const standingMaxC = 1;
/** So much colder than two minutes before, no beans are in that drum, C: 8 C colder than the coolest of those roasts. */
const sunkMinC = 5;
/** The middle of a hole of so long is at most 20 s from whatever happened in it: what a suggested mark may be off. */
const leftWithinS = 40;
/** BT that is so far below its top of so long before has begun to fall, C and s, and what it is now is a median over so long. */
const fallenMinC = 1.5;
const topWithinS = 60;
const nowOverS = 6;
/** Medians over so long: a loose contact or a spike moves none of them. */
const medianOverS = 20;

/** The roast after a hole: whether its beans left in it nobody knows. The window is still the one before the reading at `atUs`. */
export function afterHole(roast: SessionRoast, window: BreakWindow, atUs: MonoUs): SessionRoast {
  const before = window.readings.at(-1);
  if (before === undefined || sessionPhase(roast) !== 'roasting') return roast;
  // What was missing before charge hid nothing of this roast.
  const isSinceCharge = before.timeS * usPerSecond >= (roast.marks.charge?.atUs ?? atUs);
  const holeS = atUs / usPerSecond - before.timeS;
  if (!isSinceCharge || holeS <= gapS) return roast;
  const doubt =
    roast.doubt ?? (holeS > holeMinS ? { sinceUs: atUs, isEmpty: false, left: null } : null);
  return { ...roast, doubt, hole: holeAfter(roast, window, atUs) };
}

/** What BT was before a hole through which it can be compared; null where it fell anyway, or may have done anything meanwhile. */
function holeAfter(roast: SessionRoast, window: BreakWindow, atUs: MonoUs): SessionRoast['hole'] {
  const { hole } = roast;
  const lastS = window.readings.at(-1)?.timeS ?? 0;
  if (atUs / usPerSecond - lastS > warmingS || !hasTurned(roast, lastS)) return null;
  const fromC = hole?.fromC ?? medianUntil(window.readings, lastS, medianOverS);
  const sinceUs = hole?.sinceUs ?? us(lastS);
  const topUs = hole === null ? fallenFrom(window.readings, lastS) : hole.topUs;
  return fromC === null ? null : { sinceUs, untilUs: atUs, fromC, topUs };
}

/** The top of BT in the last minute, when it is below that by more than the noise of a probe; null otherwise. */
function fallenFrom(readings: readonly WindowReading[], nowS: number): MonoUs | null {
  const recent = readings.filter(({ timeS }) => nowS - timeS <= topWithinS);
  const topC = Math.max(...recent.map(({ valueC }) => valueC));
  const nowC = medianUntil(readings, nowS, nowOverS) ?? topC;
  return topC - nowC >= fallenMinC ? topOf(recent).atUs : null;
}

/** The roast by how BT went in the last two minutes, or over a hole. An empty drum stays empty, whatever its BT does. */
export function afterTrend(roast: SessionRoast, window: BreakWindow): SessionRoast {
  const newest = window.readings.at(-1);
  if (newest === undefined) return roast;
  if (roast.doubt?.isEmpty === true || sessionPhase(roast) !== 'roasting') return roast;
  const { hole } = roast;
  if (hole !== null && newest.timeS >= hole.untilUs / usPerSecond + medianOverS) {
    const sinceC = medianUntil(window.readings, newest.timeS, medianOverS) ?? hole.fromC;
    return hole.fromC - sinceC >= sunkMinC
      ? { ...doubted(roast, newest.timeS, true, leftIn(hole)), hole: null }
      : { ...roast, hole: null };
  }
  const trend = hasTurned(roast, newest.timeS - warmingS) ? trendOf(window) : null;
  if (trend === null) return roast;
  const isEmpty = trend.thenC - trend.nowC >= sunkMinC;
  // Colder beans may soak without heat, and no fall from there counts as drop.
  if (!isEmpty && !(isStanding(trend) && trend.thenC >= dropRule.fromMinC)) return roast;
  return doubted(roast, newest.timeS, isEmpty, isEmpty ? topOf(window.readings) : null);
}

/** BT in C, as it is and as it was two minutes before. */
interface Trend {
  readonly thenC: number;
  readonly nowC: number;
}

/** null while BT was not read for so long. */
export function trendOf({ readings }: BreakWindow): Trend | null {
  const nowS = readings.at(-1)?.timeS ?? 0;
  const thenC = medianUntil(readings, nowS - warmingS, medianOverS);
  const nowC = medianUntil(readings, nowS, medianOverS);
  return thenC === null || nowC === null ? null : { thenC, nowC };
}

/** Whether BT does not get warmer. */
export function isStanding({ thenC, nowC }: Trend): boolean {
  return nowC - thenC < standingMaxC;
}

/** Before the turning point BT falls in every roast. Where a hole hid it, it is over after some minutes. */
function hasTurned({ marks }: SessionRoast, timeS: number): boolean {
  const never = Number.POSITIVE_INFINITY;
  const turnedS = (marks.turningPoint?.atUs ?? never) / usPerSecond;
  const chargeS = (marks.charge?.atUs ?? never) / usPerSecond;
  return timeS >= Math.min(turnedS + medianOverS, chargeS + turnsWithinS);
}

/** `left`: when the beans left; null: they did not, or nothing tells when. */
function doubted(
  roast: SessionRoast,
  nowS: number,
  isEmpty: boolean,
  left: BeansDoubt['left'],
): SessionRoast {
  const sinceUs = roast.doubt?.sinceUs ?? us(nowS);
  return { ...roast, doubt: { sinceUs, isEmpty, left } };
}

/**
 * When beans left over a hole: at the top from which BT fell before it, else in its middle, where that is near enough; a long one
 * tells no moment.
 */
function leftIn({
  sinceUs,
  untilUs,
  fromC,
  topUs,
}: NonNullable<SessionRoast['hole']>): BeansDoubt['left'] {
  if (topUs !== null) return { atUs: topUs, btC: fromC };
  if (untilUs - sinceUs > leftWithinS * usPerSecond) return null;
  return { atUs: Math.round((sinceUs + untilUs) / 2) as MonoUs, btC: fromC };
}

/** The latest of the highest readings: beans that leave were as hot as they got. */
function topOf(readings: readonly WindowReading[]): NonNullable<BeansDoubt['left']> {
  const btC = Math.max(...readings.map(({ valueC }) => valueC));
  return { atUs: us(readings.findLast(({ valueC }) => valueC === btC)?.timeS ?? 0), btC };
}

function us(timeS: number): MonoUs {
  return Math.round(timeS * usPerSecond) as MonoUs;
}
