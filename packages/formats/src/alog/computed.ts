import { laxNumber } from '#alog/lax.ts';
import type { PyDict } from '#python/value.ts';

/** What Artisan worked out itself when it wrote a file, in the unit of the file. */
export interface AlogComputed {
  /** The version that wrote it; empty when the file does not say. */
  readonly version: string;
  readonly values: Readonly<Record<string, number>>;
}

/** Reads `computed`; empty when there is none. */
export function readComputed(dict: PyDict): AlogComputed {
  const version = dict.get('version');
  const results = dict.get('computed');
  const values: Record<string, number> = {};
  for (const [key, value] of results instanceof Map ? results : []) {
    const number = laxNumber(value);
    if (typeof key === 'string' && number !== null) values[key] = number;
  }
  return { version: typeof version === 'string' ? version : '', values };
}
