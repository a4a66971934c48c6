const secondsPerMinute = 60;

/** Seconds as a roaster reads them, by the second they lie in, as the screen shows them: `9:05`, `-0:30`. */
export function minutes(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds) + 1e-6);
  const minute = Math.floor(whole / secondsPerMinute);
  const second = String(whole % secondsPerMinute).padStart(2, '0');
  return `${seconds < 0 && whole > 0 ? '-' : ''}${minute}:${second}`;
}

/** Commands to a terminal, and signs that turn the direction of writing. */
const unseen = /[^\P{Cc}\n\t]|\p{Bidi_Control}/gu;

/**
 * Words for a terminal: what people or files have written into them stays text. A title could otherwise colour, move or rename the
 * window of whoever looks at it.
 */
export function plain(text: string): string {
  return text.replace(unseen, '\u{fffd}');
}

/** Aligned columns, the first to the left and numbers to the right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
