import type { PressedStream } from '#evaluation/score.ts';

/**
 * Where BT bends, seen from both sides and long after: the fair place for a mark, whoever pressed when. It knows
 * nothing of the rules by which breaks are recognised live, and needs the press to know where to look.
 *
 * The sharpest change of slope tells which bend it is. That place lies late where a fall gathers speed, as beans leave the probe
 * over some seconds. The bend is where BT last stood at the top of the course before, whose fall, if it had one, is taken off.
 */

interface Reading {
  readonly timeS: number;
  readonly btC: number;
}

/** The person pressed within a minute of it. */
const aroundS = 60;
/** The course before and after is the slope over so many seconds: longer than any noise, shorter than the fall. */
const sideS = 15;
const fewestReadings = 4;
/** The bend makes at least this much of the slope after it; else something bent earlier. */
const newShare = 0.75;
/** A weaker bend could be anything, C/s. */
const contrastMin = 0.05;
/** Below, beans were charged into the cold and BT bends upward, C. */
const coldMaxC = 50;
/** The top is looked for so far about the sharpest place; the course before is told by the readings so far before that. */
const earlierS = 10;
const laterS = 3;
const courseFromS = 30;
/** It has begun once this share of the fall of the next seconds lies behind, or what a probe scatters, C. */
const begunShare = 0.03;
const fallS = 10;
const scatterC = 0.15;

/** The beginning of the sharpest bend around a press, in seconds of the stream; null when the data show none. */
export function dataBreak(
  stream: Pick<PressedStream, 'timeS' | 'btC'>,
  pressedS: number,
): number | null {
  const readings = stream.timeS.flatMap((timeS, index) => {
    const btC = stream.btC[index] ?? null;
    const isNear = Math.abs(timeS - pressedS) <= aroundS + courseFromS;
    return btC === null || !isNear ? [] : [{ timeS, btC }];
  });
  const sharpestS = sharpest(readings, pressedS);
  return sharpestS === null
    ? null
    : beginning(readings, sharpestS, directionAt(readings, pressedS));
}

/** Down, as where cold beans come or hot ones go; up where beans lie in the cold. */
function directionAt(readings: readonly Reading[], pressedS: number): 1 | -1 {
  const atPress = readings.findLast((reading) => reading.timeS <= pressedS) ?? readings[0];
  return (atPress?.btC ?? 0) < coldMaxC ? 1 : -1;
}

function sharpest(readings: readonly Reading[], pressedS: number): number | null {
  const direction = directionAt(readings, pressedS);
  let best: { readonly timeS: number; readonly contrast: number } | null = null;
  for (const { timeS } of readings) {
    if (Math.abs(timeS - pressedS) > aroundS) continue;
    const before = slope(between(readings, timeS - sideS, timeS));
    const after = slope(between(readings, timeS, timeS + sideS));
    if (before === null || after === null) continue;
    const contrast = (after - before) * direction;
    const isNew = contrast >= newShare * Math.abs(after) && after * direction > 0;
    if (isNew && contrast >= Math.max(contrastMin, best?.contrast ?? 0)) best = { timeS, contrast };
  }
  return best?.timeS ?? null;
}

/** The last reading about the sharpest place that stands where the course before had its top; for beans in the cold, its bottom. */
function beginning(readings: readonly Reading[], sharpestS: number, direction: 1 | -1): number {
  const course = between(readings, sharpestS - courseFromS, sharpestS - earlierS / 2);
  const slopeBefore = slope(course) ?? 0;
  // A course that goes the other way has its top at the bend by itself.
  const tilt = direction * slopeBefore > 0 ? slopeBefore : 0;
  const height = ({ timeS, btC }: Reading): number =>
    -direction * (btC - tilt * (timeS - sharpestS));
  const around = between(readings, sharpestS - earlierS, sharpestS + laterS);
  const top = Math.max(...around.map(height));
  const fallen = between(readings, sharpestS, sharpestS + fallS).at(-1);
  const fallC = fallen === undefined ? 0 : top - height(fallen);
  const begunC = top - Math.max(scatterC, begunShare * fallC);
  return around.findLast((reading) => height(reading) >= begunC)?.timeS ?? sharpestS;
}

function between(readings: readonly Reading[], fromS: number, toS: number): Reading[] {
  return readings.filter(({ timeS }) => timeS >= fromS && timeS <= toS);
}

/** C/s by least squares; null for too few readings. */
function slope(readings: readonly Reading[]): number | null {
  const n = readings.length;
  if (n < fewestReadings) return null;
  const meanS = readings.reduce((sum, { timeS }) => sum + timeS, 0) / n;
  const meanC = readings.reduce((sum, { btC }) => sum + btC, 0) / n;
  let product = 0;
  let square = 0;
  for (const { timeS, btC } of readings) {
    product += (timeS - meanS) * (btC - meanC);
    square += (timeS - meanS) ** 2;
  }
  return square > 0 ? product / square : null;
}
