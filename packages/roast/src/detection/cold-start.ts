import type { Break } from '#detection/break.ts';
import { type BreakWindow, isOftenEnough, type WindowReading } from '#detection/window.ts';

/**
 * Beans that lie in a cold chamber when the heat comes on: a fluid bed is charged so. There is no fall then, only the
 * end of standing still, and a rise that the metal of a drum is too heavy for.
 */

/** Colder than any machine that is kept ready, C. */
const coldMaxC = 50;
/** It stands still: readings so close to the lowest belong to the time before. One quantum of a coarse probe. */
const stillC = 1;
/** The rise has to last: a kettle, a hand or a loose plug does not, nor does a hot-air gun that is tried out. */
const risingS = 20;
/** C/s over that time. The fastest drum on record preheats at 0.74; fluid beds start with 0.97 to 2.3. */
const rateMin = 0.9;
/** The second half of it is not much slower than the whole: no stop in between. */
const steadyShare = 0.7;
/** Higher, the start is no longer in the window for sure, C. */
const warmMaxC = 120;
/**
 * A chamber that is heated so fast does not fall back from one reading to the next, C. A loose contact does, time and again, and
 * when it comes back it rises as fast. More than noise and a coarse quantum make.
 */
const fallBackMaxC = 3;
/** One reading that makes so much of the rise is a contact that goes on and off: air warms a probe over many readings. */
const stepShare = 0.6;
/** A start has a before: readings, and how long they last. */
const fewestBefore = 3;
const beforeMinS = 2;
/** A rise that is just fast enough is worth little: an empty chamber may be heated as fast. */
const confidenceMin = 0.3;

/** The moment a cold, charged chamber began to be heated, or null. Causal: it uses nothing but the window. */
export function findColdStart(window: BreakWindow): Break | null {
  const { readings } = window;
  const newest = readings.at(-1);
  const first = readings[0];
  if (newest === undefined || first === undefined || newest.valueC > warmMaxC) return null;
  const rate = rateSince(readings, newest, risingS);
  if (rate === null || rate < rateMin) return null;
  if ((rateSince(readings, newest, risingS / 2) ?? 0) < steadyShare * rate) return null;
  if (risesC(readings).some((risenC) => risenC < -fallBackMaxC)) return null;
  const late = readings.filter(({ timeS }) => newest.timeS - timeS <= risingS);
  if (Math.max(...risesC(late)) > stepShare * rate * risingS) return null;
  const start = lastStill(readings);
  if (start === null || start.valueC > coldMaxC || newest.timeS - start.timeS < risingS)
    return null;
  const before = readings.filter((reading) => reading.timeS <= start.timeS);
  const hasBefore = before.length >= fewestBefore && start.timeS - first.timeS >= beforeMinS;
  if (!isOftenEnough(window) || !hasBefore || before.some(({ valueC }) => valueC > coldMaxC))
    return null;
  const risenC = newest.valueC - start.valueC;
  const spanS = newest.timeS - start.timeS;
  return {
    kind: 'charge',
    timeS: start.timeS,
    btC: start.valueC,
    isRising: false,
    isSlow: false,
    confidence: 1 - (1 - confidenceMin) * (rateMin / rate),
    reason: `BT rose ${risenC.toFixed(0)} C in ${spanS.toFixed(0)} s from a cold ${start.valueC.toFixed(0)} C`,
  };
}

/** C/s over the last so many seconds; null when the window is shorter. */
function rateSince(
  readings: readonly WindowReading[],
  newest: WindowReading,
  spanS: number,
): number | null {
  const earlier = readings.findLast((reading) => newest.timeS - reading.timeS >= spanS);
  if (earlier === undefined) return null;
  return (newest.valueC - earlier.valueC) / (newest.timeS - earlier.timeS);
}

/** C from each reading to the next. */
function risesC(readings: readonly WindowReading[]): readonly number[] {
  return readings.slice(1).map(({ valueC }, i) => valueC - (readings[i]?.valueC ?? valueC));
}

/** The latest reading that is still as cold as the coldest. */
function lastStill(readings: readonly WindowReading[]): WindowReading | null {
  const lowestC = Math.min(...readings.map((reading) => reading.valueC));
  return readings.findLast((reading) => reading.valueC <= lowestC + stillC) ?? null;
}
