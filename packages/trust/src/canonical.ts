import { ArtisanError } from '@artisan-ts/domain';

/** A value that has exactly one spelling: no fractions, no missing fields, no numbers beyond 2^53 - 1. */
export type CanonicalValue =
  | null
  | boolean
  | number
  | string
  | readonly CanonicalValue[]
  | { readonly [field: string]: CanonicalValue };

/** Deeper values are refused: nothing that is hashed here is nested more. */
const depthMax = 16;

/** In unicode mode a pair is one character, so that only halves match. */
const loneSurrogate = /\p{Surrogate}/u;

/**
 * The one spelling of a value: RFC 8785 restricted to integers, with fields sorted by UTF-16 units.
 *
 * Two spellings of one record would give two hashes, and a person who may choose the spelling may choose the hash.
 *
 * @throws ArtisanError `trust.not-canonical` naming the path of what has no spelling
 */
export function canonicalText(value: CanonicalValue): string {
  return write(value, '$', 0);
}

function write(value: CanonicalValue, path: string, depth: number): string {
  if (depth > depthMax) throw refused(path, `nested deeper than ${depthMax}`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return integerText(value, path);
  if (typeof value === 'string') return stringText(value, path);
  if (typeof value !== 'object') throw refused(path, `a ${typeof value}`);
  if (isList(value)) {
    return `[${value.map((item, at) => write(item, `${path}[${at}]`, depth + 1)).join(',')}]`;
  }
  const fields = Object.keys(value).sort();
  const parts = fields.map((field) => {
    const item = value[field];
    if (item === undefined) throw refused(`${path}.${field}`, 'undefined');
    return `${stringText(field, path)}:${write(item, `${path}.${field}`, depth + 1)}`;
  });
  return `{${parts.join(',')}}`;
}

function isList(value: object): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}

function integerText(value: number, path: string): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    throw refused(
      path,
      `${Object.is(value, -0) ? '-0' : value}, which is not a whole number within 2^53`,
    );
  }
  return String(value);
}

/** JSON escapes as little as RFC 8785 does; what it would replace, a lone surrogate, is refused. */
function stringText(value: string, path: string): string {
  if (loneSurrogate.test(value)) throw refused(path, 'text with a lone surrogate');
  return JSON.stringify(value);
}

function refused(path: string, what: string): ArtisanError {
  return new ArtisanError('trust.not-canonical', `${path} holds ${what}: it has no canonical form`);
}
