const msPerSecond = 1000;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The day of a moment where it happened: `2026-11-27`. `utcOffsetS`: seconds east of UTC. */
export function localDay(wallMs: number, utcOffsetS: number): string {
  return localIso(wallMs, utcOffsetS).slice(0, 10);
}

/** A day as people write it: `27 Nov 2026`. Shape of the input: `YYYY-MM-DD`. */
export function dayText(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(date)} ${months[Number(month) - 1] ?? month} ${year}`;
}

/** The clock time of a moment where it happened: `10:12`. */
export function clockText(wallMs: number, utcOffsetS: number): string {
  return localIso(wallMs, utcOffsetS).slice(11, 16);
}

/** A moment as the people who were there would write it: `27 Nov 2026, 10:12`; in UTC, and saying so, when their offset is unknown. */
export function localMomentText(wallMs: number, utcOffsetS: number | null): string {
  const offsetS = utcOffsetS ?? 0;
  const text = `${dayText(localDay(wallMs, offsetS))}, ${clockText(wallMs, offsetS)}`;
  return utcOffsetS === null ? `${text} UTC` : text;
}

function localIso(wallMs: number, utcOffsetS: number): string {
  return new Date(wallMs + utcOffsetS * msPerSecond).toISOString();
}
