import type { ArrivalsDto } from '@artisan-ts/contracts';
import { MonoUs, secondsAfter } from '@artisan-ts/domain';
import type { StoredRoast } from '#ports/stored-roast.ts';
import type { StationParts } from '#station-parts.ts';
import { arrivalsView, stretchesOf } from '#views/arrivals-view.ts';

/** How the readings of a roast came, from disk. An import has none. */
export async function readArrivals(
  { reader, deps }: Pick<StationParts, 'reader' | 'deps'>,
  roast: StoredRoast,
): Promise<ArrivalsDto> {
  const { header, span } = roast;
  const readings = await reader.readings(roast);
  const gaps = await deps.readings.gaps(stretchesOf(readings));
  const zeroS = header.marks.charge?.timeS ?? 0;
  const zeroUs = secondsAfter(span?.startUs ?? MonoUs(0), zeroS);
  return arrivalsView(header.id, readings, gaps, zeroUs);
}
