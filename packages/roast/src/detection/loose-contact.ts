import type { Hinge } from '#detection/hinge.ts';
import type { WindowReading } from '#detection/window.ts';

/** One reading that makes so much of a fall is no probe that follows, and no two of them that make so much. */
const stepShares = [0.6, 0.8];
/** Unless readings before them were lost: the quickest probe follows with this time constant, s. */
const quickestProbeS = 5;
/** Smaller steps are noise and quantum, C. */
const stepMinC = 2;
/** A fall that goes on does not jump back by so much of itself. */
const backShare = 0.4;
const recentS = 5;

/**
 * Whether BT jumped rather than fell after a bend: a loose contact takes a step or two, and jumps back; a probe follows over
 * many readings.
 */
export function isLooseContact(readings: readonly WindowReading[], bend: Hinge): boolean {
  const after = readings.filter(({ timeS }) => timeS >= bend.timeS);
  const newest = after.at(-1);
  if (newest === undefined) return false;
  const fallC = bend.valueC - newest.valueC;
  const steps = after.map((reading, index) => {
    const before = after[index - 1] ?? bend;
    return {
      downC: before.valueC - reading.valueC,
      lastsS: reading.timeS - before.timeS,
      agoS: newest.timeS - reading.timeS,
    };
  });
  if (steps.some(({ downC, agoS }) => agoS < recentS && -downC > backShare * fallC)) return true;
  const largest = steps
    .filter(({ downC }) => downC >= stepMinC)
    .sort((a, b) => b.downC - a.downC)
    .slice(0, stepShares.length);
  let [downC, lastsS] = [0, 0];
  for (const [index, step] of largest.entries()) {
    downC += step.downC;
    lastsS += step.lastsS;
    const followed = 1 - Math.exp(-lastsS / quickestProbeS);
    if (downC >= Math.max(stepShares[index] ?? 1, followed) * fallC) return true;
  }
  return false;
}
