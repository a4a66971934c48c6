import type { Cursor } from '#python/cursor.ts';

/** Longest number that is read: Python's own limit for integers, which guards against quadratic conversion. */
const maxNumberLength = 4300;

/** Up to this many digits a decimal mantissa is exact in a double. */
const exactDigits = 15;
/** Powers of ten that are exact in a double (10^22 is the last). */
const exactPowers = Array.from({ length: exactDigits + 1 }, (_, power) => 10 ** power);

const plus = 0x2b;
const minus = 0x2d;
const dot = 0x2e;
const zero = 0x30;
const nine = 0x39;

/** Reads an int as `bigint` and a float as `number`, with its sign. `nan` and `inf` are tolerated. */
export function readNumber(cursor: Cursor): bigint | number {
  const sign = cursor.code;
  if (sign !== minus && sign !== plus) return readUnsigned(cursor);
  cursor.at += 1;
  cursor.skipSpace();
  const value = readUnsigned(cursor);
  return sign === minus ? -value : value;
}

/**
 * The usual short number is summed up on the way: both its digits and the power of ten are exact doubles, so
 * one division rounds it as Python does (Clinger 1990). Anything else goes the long way.
 */
function readUnsigned(cursor: Cursor): bigint | number {
  const { text, at: start } = cursor;
  let at = start;
  let mantissa = 0;
  let code = text.charCodeAt(at);
  while (code >= zero && code <= nine) {
    mantissa = mantissa * 10 + (code - zero);
    code = text.charCodeAt(++at);
  }
  let digits = at - start;
  const isFloat = code === dot;
  let decimals = 0;
  if (isFloat) {
    code = text.charCodeAt(++at);
    const first = at;
    while (code >= zero && code <= nine) {
      mantissa = mantissa * 10 + (code - zero);
      code = text.charCodeAt(++at);
    }
    decimals = at - first;
    digits += decimals;
  }
  if (digits === 0 || digits > exactDigits || isNumberPart(code)) return readLong(cursor);
  if (!isFloat && digits > 1 && text.charCodeAt(start) === zero) return readLong(cursor);
  cursor.at = at;
  return isFloat ? mantissa / (exactPowers[decimals] ?? Number.NaN) : BigInt(mantissa);
}

const decimal = '\\d(?:_?\\d)*';
const exponent = `[eE][+-]?${decimal}`;
const floatForm = new RegExp(
  `^(?:(?:${decimal}\\.(?:${decimal})?|\\.${decimal})(?:${exponent})?|${decimal}${exponent})$`,
);
/** With the L of Python 2. */
const intForm = /^(?:0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|\d(?:_?\d)*)[lL]?$/;

function readLong(cursor: Cursor): bigint | number {
  const start = cursor.at;
  const token = numberToken(cursor.text, start);
  if (token.length > maxNumberLength) {
    cursor.fail(`a number of at most ${maxNumberLength} characters`);
  }
  const plain = token.replaceAll('_', '');
  cursor.at += token.length;
  if (token === 'nan') return Number.NaN;
  if (token === 'inf') return Number.POSITIVE_INFINITY;
  if (floatForm.test(token)) return Number(plain);
  // Python 2 read 010 as eight and Python 3 refuses it: there is no telling what was meant.
  if (/^0+[1-9]/.test(plain)) cursor.fail('a number without leading zeros', start);
  if (intForm.test(token)) return BigInt(plain.replace(/[lL]$/, ''));
  return cursor.fail('a value', start);
}

function numberToken(text: string, start: number): string {
  let at = start;
  while (at - start <= maxNumberLength && isTokenPart(text, at)) at += 1;
  return text.slice(start, at);
}

function isTokenPart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code !== plus && code !== minus) return isNumberPart(code);
  return /[eE]/.test(text.charAt(at - 1));
}

/** Letters, digits, `_` and `.`: what a number cannot be followed by unless it belongs to it. */
function isNumberPart(code: number): boolean {
  return (
    (code >= zero && code <= nine) ||
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    code === 0x5f ||
    code === dot
  );
}
