import {
  type AucBegin,
  type EnergyLoad,
  type EnergySetup,
  type Fuel,
  fuels,
  type LeverId,
  type NumberChoices,
  type NumberInputs,
  type RoastMeasures,
  type RoastQuality,
  type TemperatureUnit,
  temperatureFrom,
} from '@artisan-ts/domain';
import { type AlogFields, itemsOf } from '#alog/fields.ts';
import { laxInteger, laxNumber } from '#alog/lax.ts';
import { litresFrom, positive } from '#alog/quantity.ts';
import type { PyDict, PyValue } from '#python/value.ts';

/**
 * Reads them; what is absent or wrong is not known. Temperatures are in the unit of the file. What is measured of the quality
 * of a roast is read once, there.
 */
export function readNumberInputs(
  fields: AlogFields,
  { unit, quality, levers }: NumberContext,
): NumberInputs {
  const { dict } = fields;
  return {
    choices: readChoices(dict, unit),
    measures: readMeasures(dict, unit, quality),
    energy: readEnergy(dict, levers),
  };
}

/** What else of a file they depend on. */
interface NumberContext {
  readonly unit: TemperatureUnit;
  readonly quality: RoastQuality | null;
  readonly levers: ReadonlyMap<number, LeverId>;
}

const begins: ReadonlyMap<PyValue | undefined, AucBegin> = new Map([
  ['CHARGE', 'charge'],
  ['TP', 'turningPoint'],
  ['DE', 'dryEnd'],
  ['FCs', 'fcStart'],
]);
const aucBaseDefaultC = 100;

/** The choices stand beside Artisan's results: a file that has none was made with its defaults. */
function readChoices(dict: PyDict, unit: TemperatureUnit): NumberChoices {
  const results = dict.get('computed');
  const result = (key: string): PyValue | undefined =>
    results instanceof Map ? results.get(key) : undefined;
  const base = laxNumber(result('AUCbase'));
  const isOfBegin = laxInteger(result('AUCfromeventflag')) === 1;
  return {
    aucFrom: begins.get(result('AUCbegin')) ?? 'turningPoint',
    aucBaseC: isOfBegin ? 'begin' : base === null ? aucBaseDefaultC : temperatureFrom(unit, base),
  };
}

function readMeasures(
  dict: PyDict,
  unit: TemperatureUnit,
  quality: RoastQuality | null,
): RoastMeasures {
  const { values = {} } = quality ?? {};
  const volume = itemsOf(dict.get('volume')) ?? [];
  const litres = (value: PyValue | undefined): number | null =>
    litresFrom(volume[2], positive(laxNumber(value)));
  const greens = positive(laxNumber(dict.get('greens_temp')));
  return {
    defectsG: values.defectsG ?? null,
    moistureGreenPct: values.moistureGreenPct ?? null,
    moistureRoastedPct: values.moistureRoastedPct ?? null,
    densityGreenGPerL: values.densityGreenGPerL ?? null,
    densityRoastedGPerL: values.densityRoastedGPerL ?? null,
    volumeGreenL: litres(volume[0]),
    volumeRoastedL: litres(volume[1]),
    greenC: greens === null ? null : temperatureFrom(unit, greens),
  };
}

/** As Artisan has it. */
const btuPerKWh = 3412.1;
/** Kilowatts of one BTU/h, kJ/h, kcal/h, kW, hp, W: the order of Artisan's units. */
const kilowattsPer = [1, 0.9478171, 3.9683207, btuPerKWh, 2544.4336, btuPerKWh / 1000].map(
  (btuPerHour) => btuPerHour / btuPerKWh,
);
/** Of LPG, natural gas and electricity where a file does not carry its own: up to version 2, and since. */
const co2KgPerBtuBefore3 = [6.307e-5, 5.307e-5, 2.9383e-4] as const;
const co2KgPerBtu = [6.288e-5, 5.291e-5, 2.964e-4] as const;
/** What biogas saves, where a file does not say. */
const biogasReductionDefault = 0.7562;
const loadsMax = 4;

function readEnergy(dict: PyDict, levers: ReadonlyMap<number, LeverId>): EnergySetup | null {
  const numberAt = (key: string, index: number): number =>
    laxNumber(itemsOf(dict.get(key))?.[index]) ?? 0;
  const loads: EnergyLoad[] = [];
  for (let index = 0; index < loadsMax; index++) {
    const ratingKw =
      numberAt('loadratings', index) * (kilowattsPer[numberAt('ratingunits', index)] ?? 0);
    const scaledBy = numberAt('load_etypes', index);
    const lever = scaledBy === 0 ? null : levers.get(scaledBy - 1);
    // A load whose lever is never moved stays off; one that follows something else cannot be told.
    if (!(ratingKw > 0) || lever === undefined) continue;
    loads.push({
      label: String(itemsOf(dict.get('loadlabels'))?.[index] ?? ''),
      fuel: fuels[numberAt('sourcetypes', index)] ?? 'lpg',
      ratingKw,
      lever,
      zeroAt: numberAt('loadevent_zeropcts', index),
      fullAt: numberAt('loadevent_hundpcts', index),
      isPressure: numberAt('presssure_percents', index) === 1,
    });
  }
  return loads.length === 0 ? null : { loads, co2GPerKWh: readCo2(dict) };
}

function readCo2(dict: PyDict): Readonly<Record<Fuel, number>> {
  const usual = /^[12]\./.test(String(dict.get('version'))) ? co2KgPerBtuBefore3 : co2KgPerBtu;
  const perBtu = (index: number): number =>
    laxNumber(itemsOf(dict.get('co2kg_per_btu'))?.[index]) ?? usual[index] ?? 0;
  const share = (key: string): number => (laxNumber(dict.get(key)) ?? 0) / 100;
  const biogas = laxNumber(dict.get('biogas_co2_reduction')) ?? biogasReductionDefault;
  const grams = btuPerKWh * 1000;
  const gasLeft = 1 - share('gasMix') * biogas;
  return {
    lpg: perBtu(0) * grams * gasLeft,
    naturalGas: perBtu(1) * grams * gasLeft,
    electricity: perBtu(2) * grams * (1 - share('electricEnergyMix')),
  };
}
