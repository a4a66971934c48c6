import {
  type ColourSystem,
  colourSystems,
  type MassUnit,
  massFrom,
  massIn,
  type RoastHeader,
  type RoastObservation,
  type RoastQuality,
  roastObservations,
  type TemperatureUnit,
  temperatureFrom,
} from '@artisan-ts/domain';
import { encodeEscapedText } from '#alog/escaped-text.ts';
import type { AlogFields } from '#alog/fields.ts';
import { massUnit } from '#alog/head.ts';
import { laxNumber } from '#alog/lax.ts';
import { fileValue, litresFrom, positive } from '#alog/quantity.ts';
import type { PyDict, PyValue } from '#python/value.ts';

type Values = RoastQuality['values'];
type PlainNumber =
  | 'wholeColour'
  | 'groundColour'
  | 'moistureGreenPct'
  | 'moistureRoastedPct'
  | 'ambientHumidityPct'
  | 'ambientPressureHPa';

/** Numbers that stand alone in a file; 0 is *not measured*. */
const plainNumbers: Readonly<Record<PlainNumber, string>> = {
  wholeColour: 'whole_color',
  groundColour: 'ground_color',
  moistureGreenPct: 'moisture_greens',
  moistureRoastedPct: 'moisture_roasted',
  ambientHumidityPct: 'ambient_humidity',
  ambientPressureHPa: 'ambient_pressure',
};
/** Mass and volume in one list. */
const densities = {
  densityGreenGPerL: 'density',
  densityRoastedGPerL: 'density_roasted',
} as const;

/** Words of a person, escaped. The profile is our own key: Artisan has none. */
const texts = {
  profile: 'artisan_ts_profile',
  person: 'operator',
  cuppingNotes: 'cuppingnotes',
} as const;

/** Our own keys, for what Artisan has none. It ignores keys that it does not know. */
const ownNumbers = {
  waterActivity: 'artisan_ts_water_activity',
  quakers: 'artisan_ts_quakers',
} as const;

/** Artisan stores 8 decimals. */
const smallestStored = 1e-8;

/** What a file says of the quality of its roast; null when it says nothing. */
export function readQuality(fields: AlogFields, unit: TemperatureUnit): RoastQuality | null {
  const values: { -readonly [Field in keyof Values]: Values[Field] } = {};
  for (const [name, key] of Object.entries(plainNumbers) as [PlainNumber, string][]) {
    const number = positive(fields.number(key));
    if (number !== null) values[name] = number;
  }
  for (const name of ['densityGreenGPerL', 'densityRoastedGPerL'] as const) {
    const density = densityOf(fields.list(densities[name]));
    if (density !== null) values[name] = density;
  }
  for (const name of ['waterActivity', 'quakers'] as const) {
    // Zero quakers is a finding, unlike Artisan's zeros.
    const number = fields.number(ownNumbers[name]);
    if (number !== null && number >= 0) values[name] = number;
  }
  const defectsG = readDefects(fields);
  if (defectsG !== null) values.defectsG = defectsG;
  const ambient = fields.number('ambientTemp');
  // 0 says unknown in either scale.
  if (ambient !== null && ambient !== 0) values.ambientC = temperatureFrom(unit, ambient);
  const colourSystem = systemOf(fields.text('color_system'));
  if (colourSystem !== null) values.colourSystem = colourSystem;
  const seen = roastObservations.filter((name) => laxNumber(fields.dict.get(name)) === 1);
  if (seen.length > 0) values.observations = seen;
  for (const name of ['profile', 'person', 'cuppingNotes'] as const) {
    const text = fields.escapedText(texts[name]);
    if (text !== '') values[name] = text;
  }
  const isNothing = Object.keys(values).length === 0;
  return isNothing ? null : { values, corrections: [], photos: [] };
}

/** Writes what differs from what the file said; what is the same stays as it was written there, to the last digit. */
export function writeQuality(
  dict: PyDict,
  record: Pick<RoastHeader, 'quality'>,
  before: Pick<RoastHeader, 'quality'> | undefined,
  unit: TemperatureUnit,
): void {
  const now = record.quality?.values ?? {};
  const then = before?.quality?.values ?? {};
  const put = (key: string, isChanged: boolean, value: () => PyValue): void => {
    if (isChanged) dict.set(key, value());
  };
  for (const [name, key] of Object.entries(plainNumbers) as [PlainNumber, string][]) {
    put(key, differs(now[name], then[name]), () => now[name] ?? 0);
  }
  for (const name of ['densityGreenGPerL', 'densityRoastedGPerL'] as const) {
    put(densities[name], differs(now[name], then[name]), () => [now[name] ?? 0, 'g', 1, 'l']);
  }
  for (const name of ['waterActivity', 'quakers'] as const) {
    const value = now[name] ?? null;
    if (!differs(value, then[name])) continue;
    if (value === null) dict.delete(ownNumbers[name]);
    else dict.set(ownNumbers[name], value);
  }
  put('defects_weight', differs(now.defectsG, then.defectsG), () =>
    massIn(weightUnit(dict.get('weight')), massFrom('g', now.defectsG ?? 0)),
  );
  put('ambientTemp', differs(now.ambientC, then.ambientC), () =>
    ambientValue(unit, now.ambientC ?? null),
  );
  put('color_system', differs(now.colourSystem, then.colourSystem), () => now.colourSystem ?? '');
  for (const name of roastObservations) {
    const isSeen = saw(now, name);
    put(name, isSeen !== saw(then, name), () => isSeen);
  }
  for (const name of ['profile', 'person', 'cuppingNotes'] as const) {
    put(texts[name], differs(now[name], then[name]), () => encodeEscapedText(now[name] ?? ''));
  }
}

function ambientValue(unit: TemperatureUnit, ambientC: number | null): number {
  if (ambientC === null) return 0;
  const shown = fileValue({ unit, quantity: 'temperature' }, ambientC);
  // Zero degrees must not read as unknown: it moves by the last stored decimal.
  return shown === 0 ? smallestStored : shown;
}

function saw({ observations }: Values, name: RoastObservation): boolean {
  return observations?.includes(name) ?? false;
}

function differs(now: unknown, then: unknown): boolean {
  return (now ?? null) !== (then ?? null);
}

/** `defects_weight` is in the unit of `weight`. */
function readDefects(fields: AlogFields): number | null {
  const mass = positive(fields.number('defects_weight'));
  return mass === null ? null : massFrom(weightUnit(fields.dict.get('weight')), mass);
}

function weightUnit(weight: PyValue | undefined): MassUnit {
  return (Array.isArray(weight) ? massUnit(weight[2]) : null) ?? 'g';
}

/** `[mass, unit, volume, unit]`; a mass of 0 is not measured. */
function densityOf(list: readonly PyValue[] | null): number | null {
  const mass = positive(laxNumber(list?.[0]));
  const unit = massUnit(list?.[1]);
  const litres = litresFrom(list?.[3], positive(laxNumber(list?.[2])));
  if (mass === null || unit === null || litres === null) return null;
  const density = massFrom(unit, mass) / litres;
  // Of a volume that is next to nothing.
  return Number.isFinite(density) ? density : null;
}

function systemOf(text: string): ColourSystem | null {
  return colourSystems.find((system) => system.toLowerCase() === text.trim().toLowerCase()) ?? null;
}
