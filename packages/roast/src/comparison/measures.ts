import type { BatchMeasure, TemperatureUnit } from '@artisan-ts/domain';
import type { RoastFacts } from '#facts/roast-facts.ts';
import {
  percentText,
  signedText,
  temperatureText,
  timeText,
  unitText,
  unknownText,
} from '#words/format.ts';

/** What people read. */
export const measureLabels: Readonly<Record<BatchMeasure, string>> = {
  timeToCrackS: 'Time to first crack',
  dropTimeS: 'Drop time',
  dropC: 'Drop temperature',
  dtrPct: 'DTR',
  weightLossPct: 'Weight loss',
};

/** A measure of a roast, in the unit its name ends with; null when what it follows from is not known. */
export function measureOf(facts: RoastFacts, measure: BatchMeasure): number | null {
  switch (measure) {
    case 'timeToCrackS':
      return sinceCharge(facts, 'fcStart');
    case 'dropTimeS':
      return sinceCharge(facts, 'drop');
    case 'dropC':
      return facts.marks.drop?.btC ?? null;
    case 'dtrPct':
      return facts.dtrPct;
    case 'weightLossPct':
      return facts.weightLossPct;
  }
}

/** What was marked before the charge is of another batch, or a slip: no time of this one. */
function sinceCharge({ marks }: RoastFacts, kind: 'fcStart' | 'drop'): number | null {
  const timeS = marks[kind]?.timeS ?? null;
  return marks.charge === undefined || timeS === null || timeS <= 0 ? null : timeS;
}

/** Between these a roast lies, hot air and large drums too, seconds; others are shown, and no difference to them means anything. */
const roastsLast = {
  timeToCrackS: { minS: 60, maxS: 25 * 60 },
  dropTimeS: { minS: 2 * 60, maxS: 25 * 60 },
} as const;

/** Why a value is none that batches are told apart by: `over 25:00`; null when it is, and when it is not known. */
export function measureDoubt(measure: BatchMeasure, value: number | null): string | null {
  if (value === null || (measure !== 'timeToCrackS' && measure !== 'dropTimeS')) return null;
  const { minS, maxS } = roastsLast[measure];
  if (value > maxS) return `over ${timeText(maxS)}`;
  return value < minS ? `under ${timeText(minS)}` : null;
}

/**
 * How a measure of a roast differs from its reference's: `+0:12`, `−1.8 °F`, or in words why there is no difference that means
 * anything: `over 25:00`, `reference over 25:00`, `not in the reference`. Empty when the roast has no such value itself.
 */
export function measureBesideText(
  measure: BatchMeasure,
  value: number | null,
  reference: number | null,
  unit: TemperatureUnit,
): string {
  if (value === null) return '';
  if (reference === null) return 'not in the reference';
  const doubt = measureDoubt(measure, value);
  if (doubt !== null) return doubt;
  const otherDoubt = measureDoubt(measure, reference);
  if (otherDoubt !== null) return `reference ${otherDoubt}`;
  return measureDifferenceText(measure, value - reference, unit);
}

/** A value of a measure as people read it: `8:52`, `210.0`, `17.3 %`. */
export function measureText(
  measure: BatchMeasure,
  value: number | null,
  unit: TemperatureUnit,
): string {
  if (value === null) return unknownText;
  if (measure === 'dropC') return temperatureText(unit, value);
  return measure.endsWith('S') ? timeText(value) : percentText(value);
}

/** A difference of a measure with its sign and unit: `+0:12`, `−1.8 °F`, `+0.4 %`. */
export function measureDifferenceText(
  measure: BatchMeasure,
  difference: number | null,
  unit: TemperatureUnit,
): string {
  if (difference === null) return unknownText;
  if (measure === 'dropC') return `${signedText(unit, difference)} ${unitText(unit)}`;
  if (measure.endsWith('S')) return timeDifferenceText(difference);
  // Points of percent have no other unit.
  return `${signedText('C', difference)} %`;
}

/** A difference in time with its sign, as times are read: `+0:12`, `−1:05`. */
export function timeDifferenceText(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 0 ? timeText(whole) : `+${timeText(whole)}`;
}

/** How wide a measure spreads, without sign: `12 s`, `1.8 °F`. */
export function measureWidthText(
  measure: BatchMeasure,
  width: number | null,
  unit: TemperatureUnit,
): string {
  if (width === null) return unknownText;
  if (measure.endsWith('S')) return `${width.toFixed(1)} s`;
  return measureDifferenceText(measure, Math.abs(width), unit).replace(/^\+/, '');
}
