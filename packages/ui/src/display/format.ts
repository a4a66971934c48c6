import { unknownText } from '@artisan-ts/roast';

export {
  ageText,
  leverText,
  massText,
  percentText,
  signedText,
  temperatureText,
  timeText,
  unitText,
} from '@artisan-ts/roast';

/** A wall time as the local day and minute. */
export function dateText(wallMs: number | null): string {
  if (wallMs === null) return unknownText;
  return new Intl.DateTimeFormat(undefined, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(wallMs);
}
