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

/** Where the fall after a bend began: the bend itself, or earlier. */
export function onsetOf(stretch: readonly WindowReading[], bend: Hinge): Hinge {
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
