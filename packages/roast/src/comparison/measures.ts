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
  const isCharged = facts.marks.charge !== undefined;
  switch (measure) {
    case 'timeToCrackS':
      return isCharged ? (facts.marks.fcStart?.timeS ?? null) : null;
    case 'dropTimeS':
      return isCharged ? (facts.marks.drop?.timeS ?? null) : null;
    case 'dropC':
      return facts.marks.drop?.btC ?? null;
    case 'dtrPct':
      return facts.dtrPct;
    case 'weightLossPct':
      return facts.weightLossPct;
  }
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

/** A difference of a measure with its sign and unit: `+12 s`, `−1.8 °F`, `+0.4 %`. */
export function measureDifferenceText(
  measure: BatchMeasure,
  difference: number | null,
  unit: TemperatureUnit,
): string {
  if (difference === null) return unknownText;
  if (measure === 'dropC') return `${signedText(unit, difference)} ${unitText(unit)}`;
  if (measure.endsWith('S')) return secondsText(difference);
  // Points of percent have no other unit.
  return `${signedText('C', difference)} %`;
}

/** A difference in seconds with its sign: `+12 s`. */
export function secondsText(seconds: number): string {
  const whole = Math.round(seconds);
  return `${whole < 0 ? '\u2212' : '+'}${Math.abs(whole)} s`;
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
