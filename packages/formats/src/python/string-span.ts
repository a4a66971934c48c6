const backslash = 0x5c;
const lineFeed = 0x0a;

/** Where a string literal lies: `from` and `to` enclose what is between its quotes. */
export interface StringSpan {
  readonly from: number;
  readonly to: number;
  /** Just after the closing quotes. */
  readonly end: number;
  readonly hasBackslash: boolean;
}

/** The string literal whose opening quote stands at `at`; null when it is not closed as it must be. */
export function stringSpan(text: string, at: number): StringSpan | null {
  const quote = text.charCodeAt(at);
  const triple = text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote;
  const width = triple ? 3 : 1;
  const from = at + width;
  let hasBackslash = false;
  for (let to = from; to < text.length; to++) {
    const code = text.charCodeAt(to);
    if (code === backslash) {
      // In raw strings too a backslash keeps the quote behind it from closing the string.
      hasBackslash = true;
      to += 1;
    } else if (code === quote) {
      if (!triple) return { from, to, end: to + 1, hasBackslash };
      if (text.charCodeAt(to + 1) === quote && text.charCodeAt(to + 2) === quote) {
        return { from, to, end: to + 3, hasBackslash };
      }
    } else if (code === lineFeed && !triple) {
      return null;
    }
  }
  return null;
}
