import type { PressedStream } from '#evaluation/score.ts';

/**
 * Where BT bends, seen from both sides and long after: the fair place for a mark, whoever pressed when. It knows
 * nothing of the rules by which breaks are recognised live, and needs the press to know where to look.
 */

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

/** The sharpest bend around a press, in seconds of the stream; null when the data show none. */
export function dataBreak(
  stream: Pick<PressedStream, 'timeS' | 'btC'>,
  pressedS: number,
): number | null {
  const readings = stream.timeS.flatMap((timeS, index) => {
    const btC = stream.btC[index] ?? null;
    return btC === null || Math.abs(timeS - pressedS) > aroundS + sideS ? [] : [{ timeS, btC }];
  });
  const atPress = readings.findLast((reading) => reading.timeS <= pressedS) ?? readings[0];
  const direction = (atPress?.btC ?? 0) < coldMaxC ? 1 : -1;
  let best: { readonly timeS: number; readonly contrast: number } | null = null;
  for (const { timeS } of readings) {
    if (Math.abs(timeS - pressedS) > aroundS) continue;
    const before = slope(
      readings.filter((one) => one.timeS <= timeS && one.timeS >= timeS - sideS),
    );
    const after = slope(readings.filter((one) => one.timeS >= timeS && one.timeS <= timeS + sideS));
    if (before === null || after === null) continue;
    const contrast = (after - before) * direction;
    const isNew = contrast >= newShare * Math.abs(after) && after * direction > 0;
    if (isNew && contrast >= Math.max(contrastMin, best?.contrast ?? 0)) best = { timeS, contrast };
  }
  return best?.timeS ?? null;
}

/** C/s by least squares; null for too few readings. */
function slope(
  readings: readonly { readonly timeS: number; readonly btC: number }[],
): number | null {
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
