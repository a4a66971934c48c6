import {
  type Grams,
  type MassUnit,
  massFrom,
  massUnits,
  type Origin,
  ok,
  type Result,
  type RoastHeader,
  refuse,
  type TemperatureUnit,
  WallMs,
} from '@artisan-ts/domain';
import type { AlogFields } from '#alog/fields.ts';
import { kindOf, laxNumber, laxSeconds } from '#alog/lax.ts';
import { secondsFromIso } from '#text/calendar.ts';

/** Our own key: where a roast came from before it was written. Artisan ignores keys it does not know. */
export const originKey = 'artisan_ts_origin';

/** The end of the year 9999: a later epoch is a mistake. */
const latestEpochS = 253_402_300_799;
/** No two clocks of the world differ by more. */
const maxUtcOffsetS = 14 * 3600;
/** Daylight saving time moves clocks by at most this. */
const daylightSavingS = 3600;
/** No drum holds more; a larger number is a mistake. */
const maxMass = 1e9;
/** Artisan's own lower limit. */
const minIntervalS = 0.1;

/** The scale of all temperatures of a file. Errors: `format.invalid-field`. */
export function readUnit(fields: AlogFields): Result<TemperatureUnit> {
  const value = fields.dict.get('mode');
  if (value === undefined || value === null) {
    fields.lose('mode', 'does not say C or F: read as C');
    return ok('C');
  }
  const mode = typeof value === 'string' ? value.trim().toUpperCase() : '';
  if (mode === 'C' || mode === 'F') return ok(mode);
  const found = typeof value === 'string' ? JSON.stringify(value.slice(0, 20)) : kindOf(value);
  return refuse('format.invalid-field', `"mode" is ${found}, expected 'C' or 'F'`);
}

/** Only what makes data less than measured outlives a file: a file that says "measured" cannot prove it. */
export function readOrigin(fields: AlogFields): Origin {
  const origin = fields.dict.get(originKey);
  return origin === 'simulated' || origin === 'replayed' ? origin : 'imported';
}

type Start = Pick<RoastHeader, 'startedWallMs' | 'utcOffsetS'>;

/**
 * When the recording began. The epoch wins over the text dates. `roasttzoffset` ignores daylight saving time,
 * which shows in the local time beside it.
 */
export function readStart(fields: AlogFields): Start {
  const epochS = readEpoch(fields);
  const zoneS = fields.integer('roasttzoffset');
  const standardS = zoneS !== null && Math.abs(zoneS) <= maxUtcOffsetS ? -zoneS : null;
  const localS = secondsFromIso(
    fields.escapedText('roastisodate'),
    fields.escapedText('roasttime'),
  );
  if (epochS === null) {
    const known = localS !== null && standardS !== null;
    return {
      startedWallMs: known ? WallMs((localS - standardS) * 1000) : null,
      utcOffsetS: standardS,
    };
  }
  const shownS = localS === null ? null : localS - epochS;
  const isPlausible =
    shownS !== null &&
    Math.abs(shownS) <= maxUtcOffsetS &&
    (standardS === null ? shownS % 900 === 0 : Math.abs(shownS - standardS) === daylightSavingS);
  return {
    startedWallMs: WallMs(epochS * 1000),
    utcOffsetS: isPlausible ? shownS : standardS,
  };
}

function readEpoch(fields: AlogFields): number | null {
  const epoch = fields.number('roastepoch');
  if (epoch === null || epoch === 0) return null;
  if (epoch > 0 && epoch <= latestEpochS) return Math.floor(epoch);
  fields.lose('roastepoch', `is ${epoch}, no time of a roast`);
  return null;
}

/** Expected seconds between samples; the mean spacing when the file does not say. */
export function readInterval(fields: AlogFields, timeS: readonly number[]): number {
  // None is a known quirk of old files and no damage.
  const isSaid = fields.dict.get('samplinginterval') !== null;
  const given = isSaid ? laxSeconds(fields.number('samplinginterval') ?? undefined) : Number.NaN;
  if (given > 0) return Math.max(given, minIntervalS);
  const spanS = (timeS.at(-1) ?? 0) - (timeS[0] ?? 0);
  return Math.max(timeS.length > 1 ? spanS / (timeS.length - 1) : 1, minIntervalS);
}

/** Green and roasted weight; zero means not weighed. */
export function readWeights(fields: AlogFields): Pick<RoastHeader, 'greenG' | 'roastedG'> {
  const none = { greenG: null, roastedG: null };
  const weight = fields.list('weight');
  if (weight === null) return none;
  const unit = massUnit(weight[2]);
  if (unit === null) {
    fields.lose('weight', `has no unit that is known (${massUnits.join(', ')})`);
    return none;
  }
  const mass = (index: number): Grams | null => {
    const value = laxNumber(weight[index]);
    if (value === null || value < 0 || value > maxMass) {
      fields.lose('weight', `${index === 0 ? 'green' : 'roasted'} weight is no weight`);
      return null;
    }
    return value === 0 ? null : massFrom(unit, value);
  };
  return { greenG: mass(0), roastedG: mass(1) };
}

/** The unit of a weight, whatever its case: Artisan writes `Kg`. */
export function massUnit(value: unknown): MassUnit | null {
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return massUnits.find((unit) => unit === text) ?? null;
}
