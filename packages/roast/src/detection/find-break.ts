import type { Break } from '#detection/break.ts';
import type { BreakRule, FallTier, Settled } from '#detection/break-rules.ts';
import { findColdStart } from '#detection/cold-start.ts';
import { fitHinge, type Hinge } from '#detection/hinge.ts';
import { isLooseContact } from '#detection/loose-contact.ts';
import { onsetOf } from '#detection/onset.ts';
import {
  type BreakWindow,
  hasRisen,
  isOftenEnough,
  riseMaxCPerS,
  type WindowReading,
} from '#detection/window.ts';

/** The peak before the fall is looked for so far back: the slowest fall that counts lasts that long. */
const peakWithinS = 60;
/** Readings before the peak that tell what BT did before; more would reach into an older bend. */
const steadyS = 20;
/** A bend needs a stretch before. */
const beforeMinS = 2;
/** The line before may fall too, but no faster than this share of the fall after: else it is one long fall. */
const beforeFallShare = 0.25;
/** Real probes scatter no less, C; keeps quantised stillness from looking noiseless. */
const noiseMinC = 0.1;
/** A fall that is so much faster lately than since the bend is still gathering: its real bend shows in a moment. */
const gatheringRatio = 2;
const recentS = 5;
/** A contact that came loose falls in a moment and then stands or comes back; beans go on pulling a probe down. */
const goingOnShare = 0.3;
const lastingMinS = 3;
/** The bend has to stand out of the noise by so many standard deviations. */
const clarityMin = 7;

/** The break in the window that fits the rule, or null. Causal: it uses nothing but the window. */
export function findBreak(window: BreakWindow, rule: BreakRule): Break | null {
  return findFall(window, rule) ?? (rule.fromCold ? findColdStart(window) : null);
}

function findFall(window: BreakWindow, rule: BreakRule): Break | null {
  const newest = window.readings.at(-1);
  if (newest === undefined) return null;
  const peak = peakOf(window.readings, newest.timeS - peakWithinS);
  // The cheap question first: has it fallen at all?
  const smallest = Math.min(...rule.tiers.map((tier) => tier.fallMinC));
  if (peak === null || peak.valueC < rule.fromMinC || peak.valueC - newest.valueC < smallest) {
    return null;
  }
  if (!isOftenEnough(window)) return null;
  const stretch = window.readings.filter((reading) => reading.timeS >= peak.timeS - steadyS);
  const hinge = fitHinge(stretch);
  if (hinge === null || hinge.valueC < rule.fromMinC || !isBend(hinge, stretch, newest))
    return null;
  const fallC = hinge.valueC - newest.valueC;
  const spanS = newest.timeS - hinge.timeS;
  const settled = rule.settled?.filter(
    ({ fallMinC, rateMinCPerS }) => fallC >= fallMinC && fallC / spanS >= rateMinCPerS,
  );
  if (settled?.every((one) => !isSettled(window, hinge, one))) return null;
  const lastsS = isKnownBefore(window, hinge) ? spanS : Number.POSITIVE_INFINITY;
  const tier = rule.tiers.find(
    ({ fallMinC, rateMin }) => fallC >= fallMinC && fallC / spanS >= rateMin(hinge.valueC, lastsS),
  );
  if (tier === undefined) return null;
  const bend = onsetOf(stretch, hinge);
  return {
    kind: rule.kind,
    timeS: bend.timeS,
    btC: bend.valueC,
    isRising: hasRisen(window.readings, bend.timeS),
    isSlow: tier.isSlow,
    confidence: confidenceOf(tier, tier.rateMin(hinge.valueC, lastsS), fallC / spanS),
    reason: `BT fell ${fallC.toFixed(0)} C in ${spanS.toFixed(0)} s from a ${trend(hinge)} ${hinge.valueC.toFixed(0)} C`,
  };
}

function isBend(hinge: Hinge, stretch: readonly WindowReading[], newest: WindowReading): boolean {
  const oldestS = stretch[0]?.timeS ?? hinge.timeS;
  const spanS = newest.timeS - hinge.timeS;
  if (spanS <= 0 || hinge.timeS - oldestS < beforeMinS) return false;
  const fallRate = (hinge.valueC - newest.valueC) / spanS;
  if (hinge.slopeBefore < -beforeFallShare * fallRate) return false;
  if (hinge.slopeBefore > riseMaxCPerS) return false;
  if (recentRate(stretch, newest, recentS) > gatheringRatio * fallRate) return false;
  const lately = recentRate(stretch, newest, Math.max(recentS, spanS / 2));
  if (lately < goingOnShare * fallRate) return false;
  if (spanS < lastingMinS || isLooseContact(stretch, hinge)) return false;
  const depthC = (hinge.slopeBefore - hinge.slopeAfter) * spanS;
  return depthC >= clarityMin * Math.max(noiseMinC, hinge.noiseC);
}

/** C/s fallen over the last seconds. */
function recentRate(
  stretch: readonly WindowReading[],
  newest: WindowReading,
  withinS: number,
): number {
  const earlier = stretch.findLast((reading) => newest.timeS - reading.timeS >= withinS);
  if (earlier === undefined) return 0;
  return (earlier.valueC - newest.valueC) / (newest.timeS - earlier.timeS);
}

/** A bend needs so much before it to be told from a drum that was heated and cools by itself, s. */
const knownS = 120;

/** Whether it was read what BT did before, as far as anything was: after a silence only a fall that is beyond doubt counts. */
function isKnownBefore({ readings, before }: BreakWindow, hinge: Hinge): boolean {
  const firstS = readings[0]?.timeS ?? hinge.timeS;
  return before.length === 0 || firstS <= hinge.timeS - knownS;
}

/** A contact that is loose shows single readings that are too high; a drum that was hotter shows many in a row. */
const hotterFewest = 4;
const hotterS = 6;

function isSettled(
  { readings, before }: BreakWindow,
  hinge: Hinge,
  { withinS, aboveMaxC }: Settled,
): boolean {
  // A drum that was hotter before a silence has to be seen to stand: it may be on its way to cold.
  const isSeen = (readings[0]?.timeS ?? hinge.timeS) <= hinge.timeS - withinS;
  const beforeC = before.at(-1)?.valueC ?? hinge.valueC;
  if (!isSeen && beforeC > hinge.valueC + aboveMaxC) return false;
  let hotter: WindowReading[] = [];
  for (const reading of [...before, ...readings]) {
    const { timeS, valueC } = reading;
    if (timeS < hinge.timeS - withinS || timeS > hinge.timeS) continue;
    hotter = valueC > hinge.valueC + aboveMaxC ? [...hotter, reading] : [];
    const lastedS = timeS - (hotter[0]?.timeS ?? timeS);
    if (hotter.length >= hotterFewest && lastedS >= hotterS) return false;
  }
  return true;
}

/** The latest of the highest readings since then. */
function peakOf(readings: readonly WindowReading[], sinceS: number): WindowReading | null {
  let peak: WindowReading | null = null;
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i] as WindowReading;
    if (reading.timeS < sinceS) break;
    if (peak === null || reading.valueC > peak.valueC) peak = reading;
  }
  return peak;
}

/** Rises from the tier's minimum towards 1 as the fall outruns the rate that would just do. */
function confidenceOf({ confidenceMin }: FallTier, rateMin: number, rate: number): number {
  return 1 - (1 - confidenceMin) * (rateMin / rate);
}

/** Slower than 3 C/min is steady to the eye. */
const steadyCPerS = 0.05;

function trend(hinge: Hinge): string {
  if (Math.abs(hinge.slopeBefore) < steadyCPerS) return 'steady';
  return hinge.slopeBefore > 0 ? 'rising' : 'slowly falling';
}
