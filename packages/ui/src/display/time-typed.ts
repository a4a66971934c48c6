const secondsPerMinute = 60;

/** Seconds that were typed as `7:45`, `0:05.5` or `465`; null when it is no time. */
export function timeTyped(text: string): number | null {
  const found = /^(-?)(?:(\d{1,3}):)?(\d{1,5}(?:[.,]\d+)?)$/.exec(text.trim());
  if (found === null) return null;
  const [, sign, minutes, seconds = ''] = found;
  const inMinute = Number(seconds.replace(',', '.'));
  if (minutes !== undefined && inMinute >= secondsPerMinute) return null;
  const timeS = Number(minutes ?? 0) * secondsPerMinute + inMinute;
  return sign === '-' ? -timeS : timeS;
}
