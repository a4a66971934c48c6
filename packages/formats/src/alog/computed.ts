import { type TemperatureUnit, temperatureFrom } from '@artisan-ts/domain';
import { itemsOf } from '#alog/fields.ts';
import { laxNumber } from '#alog/lax.ts';
import type { PyDict } from '#python/value.ts';

/** What Artisan worked out itself when it wrote a file. */
export interface AlogComputed {
  /** The version that wrote it; empty when the file does not say. */
  readonly version: string;
  /** Where drying ended for Artisan when nobody marked it, C. */
  readonly dryEndC: number;
  /** By name, in the unit of the file. Texts among the results are left out. */
  readonly values: Readonly<Record<string, number>>;
}

const dryEndDefaultC = 150;

/** Reads `computed`; without values when there is none. */
export function readComputed(dict: PyDict, unit: TemperatureUnit): AlogComputed {
  const version = dict.get('version');
  const results = dict.get('computed');
  const dryEnd = laxNumber(itemsOf(dict.get('phases'))?.[1]);
  const values: Record<string, number> = {};
  for (const [key, value] of results instanceof Map ? results : []) {
    const number = typeof value === 'string' ? null : laxNumber(value);
    if (typeof key === 'string' && number !== null) values[key] = number;
  }
  return {
    version: typeof version === 'string' ? version : '',
    dryEndC: dryEnd === null ? dryEndDefaultC : temperatureFrom(unit, dryEnd),
    values,
  };
}
