import type { TemperatureUnit } from '@artisan-ts/domain';
import { type Departure, referenceBand } from '#comparison/departure.ts';
import { signedText, timeText, unitText } from '#words/format.ts';

/** When a roast left its reference and which lever change preceded that, in a sentence. It never says why. */
export function departureWords(
  { timeS, by, difference, preceded }: Departure,
  unit: TemperatureUnit,
): string {
  const what = by === 'bt' ? 'BT' : 'The rate of rise';
  const degrees = by === 'bt' ? unitText(unit) : `${unitText(unit)}/min`;
  const limit = by === 'bt' ? referenceBand.btC : referenceBand.rateCPerMin;
  const band = `\u00b1${signedText(unit, limit).slice(1)}`;
  const left = `${what} left the reference's band of ${band} ${degrees} at ${timeText(timeS)} (${signedText(unit, difference)})`;
  if (preceded === null) return `${left}; no lever change preceded it.`;
  const from = preceded.fromValue === null ? '' : `from ${preceded.fromValue} `;
  const beforeS = Math.round(timeS - preceded.timeS);
  const before = beforeS < 60 ? `${beforeS} s` : timeText(beforeS);
  return `${left}; preceded by ${preceded.lever} ${from}to ${preceded.toValue} at ${timeText(preceded.timeS)}, ${before} before.`;
}
