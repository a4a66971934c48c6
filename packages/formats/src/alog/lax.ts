import type { PyValue } from '#python/value.ts';

/** Text that Python's `float()` takes as a number. */
const numericText = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** No number of a roast is larger, in any unit: beyond it sums and conversions would soon be infinite. */
const largest = 1e15;

/**
 * The number that Artisan's lax type check makes of a value, or null: ints, floats, booleans and numeric text. What is larger than
 * any number of a roast is none.
 */
export function laxNumber(value: PyValue | undefined): number | null {
  if (typeof value === 'number') return sizedOrNull(value);
  if (typeof value === 'bigint') return sizedOrNull(Number(value));
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' && numericText.test(value)) return sizedOrNull(Number(value));
  return null;
}

/** The same for whole numbers: a fraction is refused. */
export function laxInteger(value: PyValue | undefined): number | null {
  const number = laxNumber(value);
  return number !== null && Number.isSafeInteger(number) ? number : null;
}

function sizedOrNull(value: number): number | null {
  return Math.abs(value) <= largest ? value : null;
}

/** A week: a recording that goes on for longer was not made of a roast. */
const longestS = 7 * 86_400;

/** A time of a recording or a span in it, in seconds; NaN for what is none. */
export function laxSeconds(value: PyValue | undefined): number {
  const seconds = laxNumber(value);
  return seconds !== null && Math.abs(seconds) <= longestS ? seconds : Number.NaN;
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
      return `the number ${shortened(String(value))}`;
    case 'boolean':
      return 'a yes or no';
    default:
      return 'another kind of value';
  }
}

/** Python's integers have any number of digits. */
function shortened(digits: string): string {
  return digits.length <= 24 ? digits : `${digits.slice(0, 20)}… of ${digits.length} digits`;
}
