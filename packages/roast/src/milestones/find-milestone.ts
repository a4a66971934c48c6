import type { BreakWindow } from '#detection/window.ts';
import { type Expectation, type ExpectedKind, warmth } from '#milestones/expectation.ts';

/** A moment that seems to be reached. */
export interface FoundMilestone {
  readonly timeS: number;
  /** 0 to 1: how likely it is within 15 s of where a person would mark it, as far as earlier roasts tell. */
  readonly confidence: number;
  readonly reason: string;
}

/** Slower than this BT does not go anywhere, C/min: beans neither dry nor crack by standing still. */
const risingMin = 1;
const rateOverS = 30;
const fewestReadings = 4;
/** People and the scores in `artisan evaluate milestones` mean this by right, s. */
const rightWithinS = 15;
const secondsPerMinute = 60;

const words: Readonly<Record<ExpectedKind, string>> = {
  dryEnd: 'dry end',
  fcStart: 'first crack',
};

/** The moment, when the newest reading has got there; null when it has not, or BT does not rise. Causal. */
export function findMilestone(
  kind: ExpectedKind,
  window: BreakWindow,
  { expectation, chargeS }: { readonly expectation: Expectation; readonly chargeS: number },
): FoundMilestone | null {
  const newest = window.readings.at(-1);
  if (newest === undefined) return null;
  const { timeS, valueC: btC } = newest;
  if (warmth(kind, { btC, timeS: timeS - chargeS }) < expectation.warmthC) return null;
  const rate = rateOf(window, timeS);
  if (rate === null || rate < risingMin) return null;
  const spreadS = (expectation.spreadC / rate) * secondsPerMinute;
  return {
    timeS,
    confidence: shareWithin(rightWithinS / spreadS),
    reason: `BT reached ${btC.toFixed(1)} C, rising ${rate.toFixed(1)} C/min; ${whence(kind, expectation)}`,
  };
}

function whence(kind: ExpectedKind, { roasts, btC }: Expectation): string {
  return `${words[kind]} was marked at about ${btC.toFixed(0)} C in the last ${roasts} roasts here`;
}

/** C/min by the ends of the last half minute; null when less is known. */
function rateOf({ readings }: BreakWindow, nowS: number): number | null {
  const recent = readings.filter(({ timeS }) => timeS >= nowS - rateOverS);
  const first = recent[0];
  const last = recent.at(-1);
  if (first === undefined || last === undefined || recent.length < fewestReadings) return null;
  const spanS = last.timeS - first.timeS;
  if (spanS < rateOverS / 2) return null;
  return ((last.valueC - first.valueC) / spanS) * secondsPerMinute;
}

/** Share of normal scatter within so many standard deviations. Source: Winitzki's approximation of erf, error below 0.0004. */
function shareWithin(deviations: number): number {
  const x = deviations / Math.SQRT2;
  const a = 0.147;
  const square = x * x;
  return Math.sqrt(1 - Math.exp(-square * ((4 / Math.PI + a * square) / (1 + a * square))));
}
