import { ArtisanError, ok, type Result, refuse } from '@artisan-ts/domain';
import { Cursor } from '#python/cursor.ts';
import { equalityKey } from '#python/equality.ts';
import { checkLimits } from '#python/limits.ts';
import { readNumber } from '#python/number.ts';
import { readString, startsString } from '#python/string.ts';
import { type PyDict, PySet, PyTuple, type PyValue } from '#python/value.ts';

/**
 * Reads the text of one Python literal, as `ast.literal_eval` does. Nothing is ever evaluated: the grammar
 * has constants and containers only. Beyond Python it takes `nan`, `inf` and the `L` of Python 2.
 *
 * Errors: `format.too-large`, `format.too-deep` (both before any value is built), `format.syntax` with line,
 * column, what was found and what was expected.
 *
 * Source: The Python Language Reference, 2.4 to 2.6 (lexical analysis) and 6.2 (atoms).
 */
export function parsePythonLiteral(text: string): Result<PyValue> {
  const limit = checkLimits(text);
  if (limit !== null) return limit;
  try {
    const cursor = new Cursor(text);
    cursor.skipSpace();
    const value = readValue(cursor);
    cursor.skipSpace();
    if (cursor.at < text.length) cursor.fail('the end of the text');
    return ok(value);
  } catch (error) {
    if (!ArtisanError.is(error, 'format.syntax')) throw error;
    return refuse(error.code, error.message);
  }
}

/** Recursion is bounded: `checkLimits` has seen the whole text and counted its brackets. */
function readValue(cursor: Cursor): PyValue {
  switch (cursor.text[cursor.at]) {
    case '[':
      return readItems(cursor, ']').items;
    case '(':
      return readTuple(cursor);
    case '{':
      return readBraces(cursor);
    case "'":
    case '"':
      return readString(cursor);
    case '-':
    case '+':
    case '.':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
      return readNumber(cursor);
    default:
      return startsString(cursor) ? readString(cursor) : readWord(cursor);
  }
}

const words: readonly (readonly [string, PyValue])[] = [
  ['None', null],
  ['True', true],
  ['False', false],
];
const letter = /[\w]/;

function readWord(cursor: Cursor): PyValue {
  for (const [word, value] of words) {
    if (!cursor.text.startsWith(word, cursor.at)) continue;
    if (letter.test(cursor.text.charAt(cursor.at + word.length))) break;
    cursor.at += word.length;
    return value;
  }
  if (cursor.text.startsWith('set()', cursor.at)) {
    // The one call that `repr` writes: an empty set has no literal.
    cursor.at += 'set()'.length;
    return new PySet([]);
  }
  return /[ni]/.test(cursor.text.charAt(cursor.at)) ? readNumber(cursor) : cursor.fail('a value');
}

function readItems(cursor: Cursor, close: ']' | ')'): { items: PyValue[]; comma: boolean } {
  const items: PyValue[] = [];
  cursor.at += 1;
  for (let comma = false; ; ) {
    cursor.skipSpace();
    if (cursor.text[cursor.at] === close) {
      cursor.at += 1;
      return { items, comma };
    }
    if (items.length > 0 && !comma) cursor.fail(`"," or "${close}"`);
    items.push(readValue(cursor));
    cursor.skipSpace();
    comma = skipComma(cursor);
  }
}

function skipComma(cursor: Cursor): boolean {
  if (cursor.text[cursor.at] !== ',') return false;
  cursor.at += 1;
  return true;
}

function readTuple(cursor: Cursor): PyValue {
  const { items, comma } = readItems(cursor, ')');
  const [only] = items;
  // Brackets around one value without a comma only group.
  return items.length === 1 && !comma && only !== undefined ? only : new PyTuple(items);
}

/** A dict or a set: the first colon tells. */
function readBraces(cursor: Cursor): PyDict | PySet {
  const dict: PyDict = new Map();
  const keys = new Map<string, PyValue>();
  let isDict = true;
  cursor.at += 1;
  for (let comma = true; ; ) {
    cursor.skipSpace();
    if (cursor.text[cursor.at] === '}') {
      cursor.at += 1;
      return isDict ? dict : new PySet([...dict.keys()]);
    }
    if (!comma) cursor.fail('"," or "}"');
    const key = readKey(cursor, keys);
    cursor.skipSpace();
    const colon = cursor.text[cursor.at] === ':';
    if (dict.size === 0) isDict = colon;
    if (isDict !== colon) cursor.fail(isDict ? '":"' : '"," or "}"');
    dict.set(key, colon ? readEntry(cursor) : null);
    cursor.skipSpace();
    comma = skipComma(cursor);
  }
}

function readEntry(cursor: Cursor): PyValue {
  cursor.at += 1;
  cursor.skipSpace();
  return readValue(cursor);
}

/** Reads a key and gives the equal one that was there before, as Python keeps the first. */
function readKey(cursor: Cursor, keys: Map<string, PyValue>): PyValue {
  const start = cursor.at;
  const key = readValue(cursor);
  if (typeof key === 'string') return key;
  const text = equalityKey(key);
  if (text === null) return cursor.fail('a key that is no list, dict or set', start);
  const first = keys.get(text);
  if (first !== undefined) return first;
  keys.set(text, key);
  return key;
}
