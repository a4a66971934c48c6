import type { RoastHeader } from '@artisan-ts/domain';

/** Room for date, time, number and ending is left below the 255 bytes that file systems allow. */
const titleBytesMax = 150;
const msPerSecond = 1000;
const msPerMinute = 60_000;

/**
 * The name of a roast's file without its ending: `2026-03-01_0915_Kenya AA`. The time is that of the place where it was
 * roasted. Every system accepts it: what one of them forbids is left out.
 */
export function fileStem(
  header: Pick<RoastHeader, 'startedWallMs' | 'utcOffsetS' | 'title'>,
): string {
  const title = safeTitle(header.title);
  if (header.startedWallMs === null) return `undated_${title}`;
  const started = header.startedWallMs;
  const offsetMs =
    header.utcOffsetS === null
      ? -new Date(started).getTimezoneOffset() * msPerMinute
      : header.utcOffsetS * msPerSecond;
  const local = new Date(started + offsetMs).toISOString();
  return `${local.slice(0, 10)}_${local.slice(11, 13)}${local.slice(14, 16)}_${title}`;
}

function safeTitle(title: string): string {
  const safe = title
    .normalize('NFC')
    // Windows forbids these; the slash and the zero byte everybody does.
    .replace(/[<>:"/\\|?*]/g, '-')
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  let cut = '';
  for (const letter of safe) {
    if (Buffer.byteLength(cut + letter) > titleBytesMax) break;
    cut += letter;
  }
  return cut.replace(/[. ]+$/, '') || 'roast';
}
