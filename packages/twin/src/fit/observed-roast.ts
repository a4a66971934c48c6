import { type Curve, curveOf, type Mark, type RoastRecord } from '@artisan-ts/domain';
import { withoutDefects } from '@artisan-ts/roast';

/** A lever stood at a value from a second after charge on; the first entry holds from charge. */
export interface LeverCourse {
  readonly atS: readonly number[];
  readonly values: readonly number[];
}

/**
 * What a fit sees of a real roast.
 *
 * Shape: `btC` holds one value for each whole second from charge to drop, interpolated over what is missing. Units:
 * seconds from charge, Celsius, lever units of the machine.
 */
export interface ObservedRoast {
  /** What the roast is called in answers: its file or id. */
  readonly name: string;
  readonly startedWallMs: number | null;
  /** What tells its coffee from others: an id, or what a person wrote; null when nobody said. */
  readonly coffee: string | null;
  /** null when nobody weighed the beans. */
  readonly greenKg: number | null;
  /** BT at charge. */
  readonly startBtC: number;
  readonly btC: readonly number[];
  /** Second of the turning point: the lowest BT of the first minutes. */
  readonly turnS: number;
  /** Seconds at which the marks stand; null where nobody set them. */
  readonly dryEndS: number | null;
  readonly fcStartS: number | null;
  readonly scStartS: number | null;
  /** null where the machine has no such lever. */
  readonly burner: LeverCourse | null;
  readonly air: LeverCourse | null;
}

/** Why a roast cannot be fitted or predicted, in words. */
export type Unusable = { readonly unusable: string };

/** A roast shorter than this, or one that turns later, is no drum roast that this model describes. */
const roastMinS = 180;

/** BT at the end of anything that people call roasted, on any probe. Hotter is read in Fahrenheit, or burns. */
const endC = { least: 140, most: 300 } as const;

/** From the turning point to the drop BT of any roast rises by more than this. */
const riseMinC = 30;

/** Nobody roasts less, or more, in one drum, kg: such a weight is a slip of the pen. */
const batchKg = { least: 0.02, most: 500 } as const;
const turnMaxS = 240;
const readingsMin = 60;

/** Before this the probe tells of itself, not of the beans. */
const pastTurnS = 60;

/** Curves under which devices read their levers back, the plainest name first. */
const readBack: Readonly<Record<'burner' | 'air', readonly string[]>> = {
  burner: ['burner', 'heater'],
  air: ['air', 'fan'],
};

/** Reads what a fit needs out of a finished roast, or says why it cannot. */
export function observeRoast(record: RoastRecord, name: string): ObservedRoast | Unusable {
  const { charge, drop } = record.marks;
  if (charge === undefined || drop === undefined)
    return { unusable: 'charge or drop is not marked' };
  const roastS = Math.floor(drop.timeS - charge.timeS);
  if (roastS < roastMinS) return { unusable: 'from charge to drop it is shorter than 3 minutes' };
  const roast = observed(record, name, charge.timeS, roastS);
  if ('unusable' in roast) return roast;
  const lastC = roast.btC.at(-1) ?? 0;
  const ends = `BT ends at ${lastC.toFixed(0)} C`;
  if (lastC > endC.most) return { unusable: `${ends}: was it read in Fahrenheit?` };
  if (lastC < endC.least) return { unusable: `${ends}: is it another probe, or no roast?` };
  const turnC = roast.btC[roast.turnS] ?? lastC;
  if (roastS < roast.turnS + pastTurnS || lastC < turnC + riseMinC)
    return { unusable: 'its BT does not rise after a turning point' };
  return roast;
}

/** The same of a roast that goes on, up to its last reading of BT. It has to be past its turning point. */
export function observeRunning(record: RoastRecord, name: string): ObservedRoast | Unusable {
  const { charge } = record.marks;
  if (charge === undefined) return { unusable: 'charge is not marked' };
  const bt = curveOf(record, 'bt');
  const lastAt = bt?.values.findLastIndex((value) => value !== null) ?? -1;
  const lastS = Math.floor((bt?.timeS[lastAt] ?? charge.timeS) - charge.timeS);
  const young = { unusable: `it is not yet ${pastTurnS} s past its turning point` };
  if (lastS < pastTurnS) return young;
  const roast = observed(record, name, charge.timeS, lastS);
  return 'unusable' in roast || lastS >= roast.turnS + pastTurnS ? roast : young;
}

function observed(
  asRead: RoastRecord,
  name: string,
  chargeS: number,
  roastS: number,
): ObservedRoast | Unusable {
  const record = withoutDefects(asRead);
  const bt = curveOf(record, 'bt');
  if (bt === null) return { unusable: 'it has no bean temperature' };
  const btAt = reader(bt, chargeS);
  if (btAt === null) return { unusable: 'it has fewer than 60 readings of BT' };
  const btC = Array.from({ length: roastS + 1 }, (_, second) => btAt(second));
  return {
    name,
    startedWallMs: record.startedWallMs,
    coffee: record.coffeeId ?? coffeeNamed(record.beans),
    greenKg: weighedKg(record),
    startBtC: btAt(0),
    btC,
    turnS: lowestSecond(btC),
    dryEndS: sinceS(record.marks.dryEnd, chargeS),
    fcStartS: sinceS(record.marks.fcStart, chargeS),
    scStartS: sinceS(record.marks.scStart, chargeS),
    burner: leverCourse(record, 'burner', chargeS),
    air: leverCourse(record, 'air', chargeS),
  };
}

function sinceS(mark: Mark | undefined, chargeS: number): number | null {
  return mark === undefined ? null : mark.timeS - chargeS;
}

function weighedKg({ greenG }: RoastRecord): number | null {
  const kg = (greenG ?? 0) / 1000;
  return kg >= batchKg.least && kg <= batchKg.most ? kg : null;
}

/** The first line, which names it, without weights, years and the way it is written. */
function coffeeNamed(beans: string): string | null {
  const [line = ''] = beans.split('\n');
  const words = line.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  return words.length === 0 ? null : words.join(' ');
}

/** The second of the turning point: the lowest reading of the first minutes. */
export function lowestSecond(btC: readonly number[]): number {
  return btC
    .slice(0, turnMaxS)
    .reduce((best, value, second, all) => (value < (all[best] ?? value) ? second : best), 0);
}

/** Reads a curve between its readings by straight lines, and at its ends as they stand. */
function reader(curve: Curve, zeroS: number): ((second: number) => number) | null {
  const times: number[] = [];
  const values: number[] = [];
  for (const [index, value] of curve.values.entries()) {
    const timeS = curve.timeS[index];
    if (value === null || timeS === undefined) continue;
    times.push(timeS - zeroS);
    values.push(value);
  }
  if (times.length < readingsMin) return null;
  return (second) => {
    let low = 0;
    let high = times.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((times[middle] ?? 0) < second) low = middle + 1;
      else high = middle;
    }
    const right = values[low] ?? Number.NaN;
    const left = values[low - 1];
    if (left === undefined || (times[low] ?? 0) <= second) return right;
    const from = times[low - 1] ?? 0;
    return left + ((right - left) * (second - from)) / ((times[low] ?? 0) - from);
  };
}

/** What the machine read back counts; without that, what was logged. */
function leverCourse(
  record: RoastRecord,
  lever: 'burner' | 'air',
  zeroS: number,
): LeverCourse | null {
  for (const channel of readBack[lever]) {
    const curve = curveOf(record, channel);
    if (curve !== null && looksLikeLever(curve)) return courseOf(changesOf(curve), zeroS);
  }
  const logged = record.leverChanges.filter((change) => change.lever === lever);
  const isBelowNothing = logged.some(({ value }) => value < 0);
  return logged.length === 0 || isBelowNothing ? null : courseOf(logged, zeroS);
}

/** A read-back moves between 0 and 100; temperatures and codes of other devices go under the same names. */
function looksLikeLever(curve: Curve): boolean {
  const values = curve.values.filter((value) => value !== null);
  return (
    values.length >= readingsMin &&
    values.every((value) => value >= 0 && value <= 100) &&
    values.some((value) => value !== values[0])
  );
}

function changesOf(curve: Curve): { readonly timeS: number; readonly value: number }[] {
  const changes: { timeS: number; value: number }[] = [];
  for (const [index, value] of curve.values.entries()) {
    if (value !== null && value !== changes.at(-1)?.value) {
      changes.push({ timeS: curve.timeS[index] ?? 0, value });
    }
  }
  return changes;
}

/** What nobody set before charge stands where it is first heard of. */
function courseOf(
  changes: readonly { readonly timeS: number; readonly value: number }[],
  zeroS: number,
): LeverCourse {
  const before = changes.filter(({ timeS }) => timeS <= zeroS).at(-1) ?? changes[0];
  const after = changes.filter(({ timeS }) => timeS > zeroS);
  return {
    atS: [0, ...after.map(({ timeS }) => timeS - zeroS)],
    values: [before?.value ?? 0, ...after.map(({ value }) => value)],
  };
}
