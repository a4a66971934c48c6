import { ArtisanError } from '@artisan-ts/domain';

/** Length of what an error message quotes: enough to find it, short enough for one line. */
const excerptLength = 16;

const tab = 0x09;
const lineFeed = 0x0a;
const formFeed = 0x0c;
const carriageReturn = 0x0d;
const space = 0x20;
const hash = 0x23;

/** A place in a text that moves forward, and knows how to complain. */
export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The UTF-16 code unit here, NaN at the end. */
  get code(): number {
    return this.text.charCodeAt(this.at);
  }

  /** Moves over white space and comments. */
  skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (
        code === space ||
        code === lineFeed ||
        code === tab ||
        code === carriageReturn ||
        code === formFeed
      ) {
        this.at += 1;
      } else if (code === hash) {
        this.at = endOfLine(this.text, this.at);
      } else {
        return;
      }
    }
  }

  /** Gives up. @throws ArtisanError `format.syntax` with line, column, what was found and what was expected */
  fail(expected: string, at = this.at): never {
    const rest = this.text.slice(at, at + excerptLength);
    const found = rest === '' ? 'the end of the text' : JSON.stringify(rest);
    throw new ArtisanError(
      'format.syntax',
      `${place(this.text, at)}: found ${found}, expected ${expected}`,
    );
  }
}

/** Where the line that holds `at` ends. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** `line 2, column 7`, both counted from 1. */
export function place(text: string, at: number): string {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = text.indexOf('\n', start);
    if (end < 0 || end >= at) return `line ${line}, column ${at - start + 1}`;
    line += 1;
    start = end + 1;
  }
}
