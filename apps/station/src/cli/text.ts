const secondsPerMinute = 60;

/** Seconds as a roaster reads them, by the second they lie in, as the screen shows them: `9:05`, `-0:30`. */
export function minutes(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds) + 1e-6);
  const minute = Math.floor(whole / secondsPerMinute);
  const second = String(whole % secondsPerMinute).padStart(2, '0');
  return `${seconds < 0 && whole > 0 ? '-' : ''}${minute}:${second}`;
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
