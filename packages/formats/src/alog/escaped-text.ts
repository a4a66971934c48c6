import { unescapeText } from '#python/escapes.ts';
import { escapeCharacter } from '#python/format.ts';

/**
 * Most texts of an `.alog` are escaped twice: by Python's `unicode_escape`, then by `repr`. This undoes the
 * inner one. Characters that should have been escaped and are not stay as they are, and so does an escape
 * that says nothing.
 */
export function decodeEscapedText(text: string): string {
  return text.includes('\\') ? unescapeText(text, (bad) => bad.escape) : text;
}

/** Python's `unicode_escape`: printable ASCII stays, a backslash doubles, all else becomes an escape. */
export function encodeEscapedText(text: string): string {
  return text.replace(/[^ -[\]-~]/gu, escapeCharacter);
}
