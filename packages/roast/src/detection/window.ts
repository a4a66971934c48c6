/** A reading in the window; several quick ones are averaged into one. */
export interface WindowReading {
  readonly timeS: number;
  readonly valueC: number;
  /** How many readings were averaged. */
  readonly count: number;
  /** Time of the first of them. */
  readonly sinceS: number;
}

/** The recent past of one temperature, as a value: adding gives a new window. Shape: times strictly increase. */
export interface BreakWindow {
  readonly readings: readonly WindowReading[];
  /** Readings in a row that no probe could have followed; below {@link implausibleMax}. */
  readonly implausible: number;
  /** What was read before the silence after which it began anew: whether BT had come to rest. Its last reading however old it is. */
  readonly before: readonly WindowReading[];
}

/** A window nothing was read into. */
export const emptyWindow: BreakWindow = { readings: [], implausible: 0, before: [] };

/** Nothing in a roaster warms faster, C/s: twice the fastest roast. Another probe does, and a loose contact. */
export const riseMaxCPerS = 1.5;

/** What is kept: half a minute of falling and the two minutes before it. */
const windowS = 150;
/** Readings closer than this are averaged: less noise, and at most 375 in the window whatever the rate. */
const spacingS = 0.4;
/**
 * After a longer silence, s, nobody knows what the temperature did, and the window begins anew. Two lost readings of the slowest
 * stream are less.
 */
export const gapS = 12;
/** The fastest charge on record falls at 10 C/s; a 5 s probe, covered by cold beans in 4 s at 220 C, at 20. */
const slewMaxCPerS = 20;
/** Slack of that test for quick readings: noise and quantum, C. */
const slewSlackC = 3;
/** So many in a row are a new truth (another probe was plugged in) and start a new window. */
const implausibleMax = 3;

/** The window after one more reading. Faults, missing values and times that do not advance leave it as it is. */
export function addReading(window: BreakWindow, timeS: number, valueC: number | null): BreakWindow {
  if (valueC === null || !(valueC > 0 && valueC < Number.POSITIVE_INFINITY)) return window;
  const { readings, before } = window;
  const fresh: WindowReading = { timeS, valueC, count: 1, sinceS: timeS };
  const last = readings.at(-1);
  if (last === undefined) return { ...emptyWindow, readings: [fresh] };
  if (timeS - last.timeS > gapS) {
    const past = [...before, ...readings];
    return { readings: [fresh], implausible: 0, before: recent(past, timeS) };
  }
  const stepS = timeS - last.timeS;
  if (stepS <= 0) return window;
  if (Math.abs(valueC - last.valueC) > slewMaxCPerS * stepS + slewSlackC) {
    const implausible = window.implausible + 1;
    return implausible < implausibleMax
      ? { ...window, implausible }
      : { ...emptyWindow, readings: [fresh] };
  }
  const isQuick = timeS - last.sinceS < spacingS;
  const kept = readings.slice(firstSince(readings, timeS - windowS), isQuick ? -1 : undefined);
  kept.push(isQuick ? averaged(last, timeS, valueC) : fresh);
  return { readings: kept, implausible: 0, before };
}

/** Those within the window, and the last one in any case. */
function recent(past: readonly WindowReading[], timeS: number): readonly WindowReading[] {
  const first = past.findIndex((reading) => reading.timeS >= timeS - windowS);
  return past.slice(first < 0 ? -1 : first);
}

function firstSince(readings: readonly WindowReading[], timeS: number): number {
  const index = readings.findIndex((reading) => reading.timeS >= timeS);
  return index < 0 ? readings.length : index;
}

function averaged(last: WindowReading, timeS: number, valueC: number): WindowReading {
  const count = last.count + 1;
  return {
    timeS: last.timeS + (timeS - last.timeS) / count,
    valueC: last.valueC + (valueC - last.valueC) / count,
    count,
    sinceS: last.sinceS,
  };
}

/** Slower streams show too little of a fall to mark it, s. Just above 5, for their jitter. */
const intervalMaxS = 5.5;

/** Whether readings come often enough to tell a bend. Lost ones do not count: the middle of the distances decides. */
export function isOftenEnough({ readings }: BreakWindow): boolean {
  const stepsS = readings
    .slice(1)
    .map(({ timeS }, index) => timeS - (readings[index]?.timeS ?? timeS))
    .sort((a, b) => a - b);
  return (stepsS[stepsS.length >> 1] ?? Number.POSITIVE_INFINITY) <= intervalMaxS;
}

/** The median of the readings of so many seconds up to then: a spike or a loose contact does not move it. Null when they do not reach back far enough. */
export function medianUntil(
  readings: readonly WindowReading[],
  untilS: number,
  overS: number,
): number | null {
  const fromS = untilS - overS;
  if ((readings[0]?.timeS ?? untilS) > fromS) return null;
  const values = readings
    .filter(({ timeS }) => timeS > fromS && timeS <= untilS)
    .map(({ valueC }) => valueC)
    .sort((a, b) => a - b);
  return values[values.length >> 1] ?? null;
}

/** BT rose if it was so much lower a minute before; slower than the end of nearly every roast, and above the noise of any probe. */
const riseMinC = 1;
const riseWithinS = 60;

/** Whether BT rose into what it was then. By the readings themselves: the lines of a young bend still swing, and bend late. */
export function hasRisen(readings: readonly WindowReading[], timeS: number): boolean {
  const at = readings.findLast((reading) => reading.timeS <= timeS);
  const before = readings.find((reading) => reading.timeS >= timeS - riseWithinS);
  return at !== undefined && before !== undefined && at.valueC - before.valueC >= riseMinC;
}
