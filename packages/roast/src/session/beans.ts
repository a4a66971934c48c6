import { type MonoUs, usPerSecond } from '@artisan-ts/domain';
import { dropRule } from '#detection/break-rules.ts';
import {
  type BreakWindow,
  gapS,
  hasRisen,
  medianUntil,
  riseMaxCPerS,
  type WindowReading,
} from '#detection/window.ts';
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
/** The highest reading so shortly before a hole may be noise of a rise that goes on in it, s. */
const besideHoleS = 5;
/** The slack of a rise from one reading to the next, C: noise and quantum of the coarsest probes. */
const stepC = 3;
/** BT that sank within the last two minutes was at its top within so long, s. */
const sinkingS = 150;
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
  if (hole !== null) return { ...hole, untilUs: atUs };
  const fromC = medianUntil(window.readings, lastS, medianOverS);
  return fromC === null ? null : { untilUs: atUs, fromC };
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
      ? { ...doubted(roast, newest.timeS, true, leftBefore(window, newest.timeS)), hole: null }
      : { ...roast, hole: null };
  }
  const trend = hasTurned(roast, newest.timeS - warmingS) ? trendOf(window) : null;
  if (trend === null) return roast;
  const isEmpty = trend.thenC - trend.nowC >= sunkMinC;
  // Colder beans may soak without heat, and no fall from there counts as drop.
  if (!isEmpty && !(isStanding(trend) && trend.thenC >= dropRule.fromMinC)) return roast;
  return doubted(roast, newest.timeS, isEmpty, isEmpty ? leftBefore(window, newest.timeS) : null);
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
 * When beans left by whose leaving BT sank: at its top, or in the middle of a hole beside that, where the middle is near enough; a
 * long one tells no moment. Nor does BT that stood, whose beans left before so that those that fell in may be the next, or that rose
 * in a step.
 */
function leftBefore({ before, readings }: BreakWindow, nowS: number): BeansDoubt['left'] {
  const past = [...before, ...readings];
  const recent = past.filter(({ timeS }) => nowS - timeS <= sinkingS);
  const top = topOf(recent);
  if (top === null || hasStep(recent, top.timeS)) return null;
  const gap = gapBeside(past, top);
  if (!hasRisen(past, Math.min(top.timeS, gap?.fromS ?? top.timeS))) return null;
  if (gap === null) return { atUs: us(top.timeS), btC: top.valueC };
  if (gap.toS - gap.fromS > leftWithinS) return null;
  return { atUs: us((gap.fromS + gap.toS) / 2), btC: top.valueC };
}

/** The hole in which BT was hottest: it rose into it and fell out of it. */
function gapBeside(readings: readonly WindowReading[], top: WindowReading) {
  for (const [index, { timeS: toS }] of readings.entries()) {
    const fromS = readings[index - 1]?.timeS ?? toS;
    const isBeside = fromS <= top.timeS + besideHoleS && toS >= top.timeS;
    if (isBeside && toS - fromS > gapS) return { fromS, toS };
  }
  return null;
}

/** Whether BT rose from one reading to the next until then as none does: where it was highest is not known then. */
function hasStep(readings: readonly WindowReading[], untilS: number): boolean {
  return readings.some(({ timeS, valueC }, index) => {
    const past = readings[index - 1];
    if (past === undefined || timeS > untilS || timeS - past.timeS > gapS) return false;
    return valueC - past.valueC > stepC + riseMaxCPerS * (timeS - past.timeS);
  });
}

/** The latest of the highest readings: beans that leave were as hot as they got. */
function topOf(readings: readonly WindowReading[]): WindowReading | null {
  const topC = Math.max(...readings.map(({ valueC }) => valueC));
  return readings.findLast(({ valueC }) => valueC === topC) ?? null;
}

function us(timeS: number): MonoUs {
  return Math.round(timeS * usPerSecond) as MonoUs;
}
