import {
  Celsius,
  Grams,
  type Measure,
  type MeasureSpec,
  massFrom,
  massIn,
  measures,
  type TemperatureUnit,
  temperatureFrom,
  temperatureIn,
} from '@artisan-ts/domain';
import { massText } from '#display/format.ts';
import type { Preferences } from '#preferences/preferences.ts';

/** In what a person reads numbers. */
export type Units = Pick<Preferences, 'unit' | 'weight'>;

/** The unit that a measure is shown in; empty for a bare number. */
export function measureUnit(measure: Measure, units: Units): string {
  const { unit } = measures[measure];
  if (unit === 'g') return units.weight === 'pounds' ? 'lb' : 'g';
  return measure === 'ambientC' ? `\u00b0${units.unit}` : unit;
}

/** A measure as a person reads and types it; empty when it was not measured. */
export function measureText(measure: Measure, value: number | null, units: Units): string {
  if (value === null) return '';
  const shown = shownIn(measure, value, units);
  return measure === 'ambientC' ? String(Math.round(shown * 10) / 10) : decimals(shown);
}

/** The number that was typed, null for an empty field, or words that say what is wrong with it. */
export function measureTyped(measure: Measure, text: string, units: Units): number | null | string {
  if (text === '') return null;
  const shown = Number(text.replace(',', '.'));
  const spec: MeasureSpec = measures[measure];
  const unit = measureUnit(measure, units);
  const from = decimals(shownIn(measure, spec.min, units));
  const to = decimals(shownIn(measure, spec.max, units));
  const words = `A ${spec.isWhole ? 'whole ' : ''}number from ${from} to ${to} ${unit}`.trim();
  if (!Number.isFinite(shown) || (spec.isWhole && !Number.isInteger(shown))) return words;
  const value = storedFrom(measure, shown, units);
  return value === null || value < spec.min || value > spec.max ? words : value;
}

/** A mass as a batch is weighed: grams, kilograms or pounds, with its unit. */
export function batchMassText(grams: number, { weight }: Pick<Units, 'weight'>): string {
  return weight === 'pounds' ? `${massIn('lb', Grams(grams)).toFixed(2)} lb` : massText(grams);
}

/** A mass as a lot is measured: kilograms or pounds, with its unit. */
export function bulkText(grams: number, { weight }: Pick<Units, 'weight'>): string {
  const unit = weight === 'pounds' ? 'lb' : 'kg';
  // What was roasted of a lot can be more than came: a difference, not a mass.
  const shown = Math.sign(grams) * massIn(unit, Grams(Math.abs(grams)));
  return `${shown.toFixed(1).replace('-', '\u2212')} ${unit}`;
}

function shownIn(measure: Measure, value: number, units: Units): number {
  const { unit } = measures[measure];
  if (unit === 'g' && units.weight === 'pounds') return massIn('lb', Grams(value));
  if (measure === 'ambientC') return temperatureIn(units.unit, Celsius(value));
  return value;
}

function storedFrom(measure: Measure, shown: number, units: Units): number | null {
  const { unit } = measures[measure];
  if (unit === 'g') {
    if (shown < 0) return null;
    return massFrom(units.weight === 'pounds' ? 'lb' : 'g', shown);
  }
  return measure === 'ambientC' ? temperatureTyped(units.unit, shown) : shown;
}

function temperatureTyped(unit: TemperatureUnit, shown: number): number | null {
  const absoluteZeroC = -273.15;
  return shown < absoluteZeroC ? null : temperatureFrom(unit, shown);
}

/** As many decimals as a person wrote, three at most. */
function decimals(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
