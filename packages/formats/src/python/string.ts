import type { Cursor } from '#python/cursor.ts';
import { type BadEscape, unescapeBytes, unescapeText } from '#python/escapes.ts';
import { stringSpan } from '#python/string-span.ts';
import { PyBytes } from '#python/value.ts';

/** A letter or two before the quotes; Python's `f` computes and is no literal. */
const literalStart = /(?:[uU]|[rR][bB]?|[bB][rR]?)?['"]/y;

/** Whether a string or bytes literal begins here. */
export function startsString(cursor: Cursor): boolean {
  literalStart.lastIndex = cursor.at;
  return literalStart.test(cursor.text);
}

/** Reads a string or bytes literal and those that follow it directly: Python joins them. */
export function readString(cursor: Cursor): string | PyBytes {
  const start = cursor.at;
  const { isBytes, text: first } = readPiece(cursor);
  const texts = [first];
  cursor.skipSpace();
  while (startsString(cursor)) {
    const piece = readPiece(cursor);
    if (piece.isBytes !== isBytes) cursor.fail('text or bytes, not both joined', start);
    // Empty pieces take no memory, however many a hostile file has.
    if (piece.text !== '') texts.push(piece.text);
    cursor.skipSpace();
  }
  const text = texts.length === 1 ? first : texts.join('');
  return isBytes ? new PyBytes(Uint8Array.from(text, (unit) => unit.charCodeAt(0))) : text;
}

interface StringPiece {
  readonly text: string;
  readonly isBytes: boolean;
}

function readPiece(cursor: Cursor): StringPiece {
  const start = cursor.at;
  let quoteAt = start;
  while (cursor.text.charAt(quoteAt) !== "'" && cursor.text.charAt(quoteAt) !== '"') quoteAt += 1;
  const prefix = cursor.text.slice(start, quoteAt).toLowerCase();
  const span = stringSpan(cursor.text, quoteAt);
  if (span === null) return cursor.fail('a string that is closed on its line', start);
  cursor.at = span.end;
  const isBytes = prefix.includes('b');
  let text = cursor.text.slice(span.from, span.to);
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (isBytes && /[^\0-\x7f]/.test(text)) cursor.fail('bytes of ASCII characters', start);
  if (!span.hasBackslash || prefix.includes('r')) return { text, isBytes };
  const onBad = (bad: BadEscape): never =>
    cursor.fail(`an escape that Python text may hold, not ${bad.escape}`, span.from + bad.at);
  return { text: isBytes ? unescapeBytes(text, onBad) : unescapeText(text, onBad), isBytes };
}
