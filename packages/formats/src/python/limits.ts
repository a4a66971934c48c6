import { type Refusal, refuse } from '@artisan-ts/domain';
import { endOfLine, place } from '#python/cursor.ts';
import { stringSpan } from '#python/string-span.ts';
import { utf8Length } from '#text/utf8.ts';

/** Largest roast file, in bytes: a thousand times the usual one. */
export const maxFileBytes = 64_000_000;

/** Deepest nesting of brackets; Artisan's own files nest 4 deep. */
export const maxNesting = 64;

/**
 * Most commas in one text. A day of samples twice a second on 20 channels has 7 million; a hostile file of
 * nothing but empty lists would otherwise take gigabytes of memory.
 */
export const maxCommas = 8_000_000;

/**
 * Looks whether a text is small and flat enough to be read, before any value is built from it. Only brackets,
 * commas, strings and comments are told apart; whether the text is a literal at all is for the parser.
 */
export function checkLimits(text: string): Refusal | null {
  const bytes = bytesOf(text);
  if (bytes > maxFileBytes) return tooLarge(bytes);
  let depth = 0;
  let commas = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case ',':
        commas += 1;
        break;
      case '[':
      case '(':
      case '{':
        depth += 1;
        if (depth > maxNesting) return tooDeep(text, at);
        break;
      case ']':
      case ')':
      case '}':
        depth -= 1;
        break;
      case "'":
      case '"': {
        const span = stringSpan(text, at);
        // The parser says what is wrong with the string; it cannot get past it either.
        if (span === null) return null;
        at = span.end - 1;
        break;
      }
      case '#':
        at = endOfLine(text, at);
        break;
    }
  }
  return commas > maxCommas ? tooMany(commas) : null;
}

/** A text has at least as many UTF-8 bytes as code units and at most three times as many: few need counting. */
function bytesOf(text: string): number {
  const isClear = text.length > maxFileBytes || text.length <= maxFileBytes / 3;
  return isClear ? text.length : utf8Length(text);
}

/** The refusal of a file of `bytes` bytes. */
export function tooLarge(bytes: number): Refusal {
  return refuse(
    'format.too-large',
    `${bytes} bytes are more than the ${maxFileBytes} a roast file may have`,
  );
}

function tooDeep(text: string, at: number): Refusal {
  return refuse(
    'format.too-deep',
    `${place(text, at)}: brackets nest deeper than the ${maxNesting} levels a roast file may have`,
  );
}

function tooMany(commas: number): Refusal {
  return refuse(
    'format.too-large',
    `${commas} values are more than the ${maxCommas} a roast file may have`,
  );
}
