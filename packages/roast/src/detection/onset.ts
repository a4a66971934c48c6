import { fewestReadings, fitHinge, type Hinge } from '#detection/hinge.ts';
import type { WindowReading } from '#detection/window.ts';

/**
 * The course before is told by so much of it, and the fall by its beginning alone: until it is so deep, and so long. A fall
 * mostly gathers speed while beans leave the probe, and a line through all of it would bend too late. Of falls from 1 to 5 C and
 * 2 to 6 s the best on either half of the real roasts (docs/decisions/0008-where-a-mark-stands.md).
 */
const beforeS = 20;
const beginningC = 3;
const beginningS = 3;
/** The beginning moves with the bend; it comes to rest after one or two rounds. */
const roundsMax = 3;

/** The last reading that stood is looked for so far about the bend. */
const earlierS = 10;
const laterS = 3;
/** A reading stands until it is below the top by what a probe scatters, C, or by this share of the fall of the next seconds. */
const scatterC = 0.15;
const begunShare = 0.03;
const fallS = 10;

/**
 * Where the fall after a bend began. It is seen in two ways, and the mean of both scatters less than either: the bend of the line
 * through its beginning, which is late where a fall gathers speed; and the middle between the last reading that stood at the top
 * and the next, which is early where a probe counts in coarse steps.
 */
export function onsetOf(stretch: readonly WindowReading[], bend: Hinge): Hinge {
  const fitted = fittedOnset(stretch, bend);
  const stoodS = lastStoodS(stretch, fitted);
  if (stoodS === null) return fitted;
  const timeS = (fitted.timeS + stoodS) / 2;
  const valueC = fitted.valueC + fitted.slopeBefore * (timeS - fitted.timeS);
  return { ...fitted, timeS, valueC };
}

/** The middle between the last reading that stood where the course before had its top, and the next; null when none is near. */
function lastStoodS(stretch: readonly WindowReading[], bend: Hinge): number | null {
  // A course that rises has its top at the bend by itself; the fall of one that sinks is taken off.
  const tilt = Math.min(0, bend.slopeBefore);
  const height = ({ timeS, valueC }: WindowReading): number => valueC - tilt * (timeS - bend.timeS);
  const isNear = ({ timeS }: WindowReading): boolean =>
    timeS >= bend.timeS - earlierS && timeS <= bend.timeS + laterS;
  const topC = Math.max(...stretch.filter(isNear).map(height));
  const fallen = stretch.findLast(({ timeS }) => timeS <= bend.timeS + fallS);
  const fallC = fallen === undefined ? 0 : topC - height(fallen);
  const stoodC = topC - Math.max(scatterC, begunShare * fallC);
  const last = stretch.findLastIndex((one) => isNear(one) && height(one) >= stoodC);
  const stood = stretch[last];
  if (stood === undefined) return null;
  return (stood.timeS + (stretch[last + 1] ?? stood).timeS) / 2;
}

function fittedOnset(stretch: readonly WindowReading[], bend: Hinge): Hinge {
  let onset = bend;
  for (let round = 0; round < roundsMax; round++) {
    const earlier = fitHinge(beginningOf(stretch, onset));
    if (earlier === null || earlier.timeS >= onset.timeS || earlier.slopeAfter >= 0) break;
    onset = earlier;
  }
  return onset;
}

function beginningOf(
  stretch: readonly WindowReading[],
  { timeS, valueC }: Hinge,
): readonly WindowReading[] {
  const from = stretch.findIndex((one) => one.timeS >= timeS - beforeS);
  const after = stretch.findIndex((one) => one.timeS > timeS);
  const hasBegun = stretch.findIndex(
    (one) => one.timeS >= timeS + beginningS && one.valueC <= valueC - beginningC,
  );
  if (hasBegun < 0) return stretch.slice(from);
  return stretch.slice(from, Math.max(hasBegun + 1, after + fewestReadings));
}
