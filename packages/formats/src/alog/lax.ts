import type { PyValue } from '#python/value.ts';

/** Text that Python's `float()` takes as a number. */
const numericText = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** The number that Artisan's lax type check makes of a value, or null: ints, floats, booleans and numeric text. */
export function laxNumber(value: PyValue | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return finiteOrNull(Number(value));
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' && numericText.test(value)) return finiteOrNull(Number(value));
  return null;
}

/** The same for whole numbers: a fraction is refused. */
export function laxInteger(value: PyValue | undefined): number | null {
  const number = laxNumber(value);
  return number !== null && Number.isSafeInteger(number) ? number : null;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** What a value is called in a message. */
export function kindOf(value: PyValue): string {
  if (value === null) return 'None';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Map) return 'a dict';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
    case 'bigint':
      return `the number ${value}`;
    case 'boolean':
      return 'a yes or no';
    default:
      return 'another kind of value';
  }
}
