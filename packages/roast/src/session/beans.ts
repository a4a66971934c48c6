import { type MonoUs, usPerSecond } from '@artisan-ts/domain';
import { dropRule } from '#detection/break-rules.ts';
import type { BreakWindow, WindowReading } from '#detection/window.ts';
import type { SessionRoast } from '#session/state.ts';
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
/** Medians over so long: a loose contact or a spike moves none of them. */
const medianOverS = 20;

/** The roast after a hole: whether its beans left in it nobody knows. The window is still the one before the reading at `atUs`. */
export function afterHole(roast: SessionRoast, window: BreakWindow, atUs: MonoUs): SessionRoast {
  const before = window.readings.at(-1);
  if (before === undefined || roast.doubt !== null || sessionPhase(roast) !== 'roasting') {
    return roast;
  }
  // What was missing before charge hid nothing of this roast.
  const isSinceCharge = before.timeS * usPerSecond >= (roast.marks.charge?.atUs ?? atUs);
  const isHole = isSinceCharge && atUs / usPerSecond - before.timeS > holeMinS;
  return isHole ? { ...roast, doubt: { sinceUs: atUs, isEmpty: false } } : roast;
}

/** The roast by how BT went in the last two minutes. An empty drum stays empty, whatever its BT does. */
export function afterTrend(roast: SessionRoast, window: BreakWindow): SessionRoast {
  const { lowest, doubt } = roast;
  const newest = window.readings.at(-1);
  if (doubt?.isEmpty === true || lowest === null || newest === undefined) return roast;
  if (sessionPhase(roast) !== 'roasting') return roast;
  const thenS = newest.timeS - warmingS;
  // Before the turning point BT falls in every roast.
  if (lowest.atUs > (thenS - medianOverS) * usPerSecond) return roast;
  const thenC = medianUntil(window.readings, thenS);
  const nowC = medianUntil(window.readings, newest.timeS);
  if (thenC === null || nowC === null) return roast;
  const isEmpty = thenC - nowC >= sunkMinC;
  // Colder beans may soak without heat, and no fall from there counts as drop.
  const isStanding = nowC - thenC < standingMaxC && thenC >= dropRule.fromMinC;
  if (!isEmpty && !isStanding) return roast;
  const nowUs = Math.round(newest.timeS * usPerSecond) as MonoUs;
  return { ...roast, doubt: { sinceUs: doubt?.sinceUs ?? nowUs, isEmpty } };
}

/** The median of the readings up to then; null when they do not reach back far enough. */
function medianUntil(readings: readonly WindowReading[], untilS: number): number | null {
  const fromS = untilS - medianOverS;
  if ((readings[0]?.timeS ?? untilS) > fromS) return null;
  const values = readings
    .filter(({ timeS }) => timeS > fromS && timeS <= untilS)
    .map(({ valueC }) => valueC)
    .sort((a, b) => a - b);
  return values[values.length >> 1] ?? null;
}
