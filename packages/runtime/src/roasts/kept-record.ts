import { ArtisanError, type RoastId } from '@artisan-ts/domain';
import type { KeptReadings } from '#ports/kept-roasts.ts';
import type { ReadingStore, StoredReading } from '#ports/reading-store.ts';
import type { RoastStore } from '#ports/roast-store.ts';

/** Readings asked for at once. */
const pageMax = 10_000;

export interface KeptRecordParts {
  readonly roasts: Pick<RoastStore, 'keptReadings' | 'keptExtent'>;
  readonly readings: Pick<ReadingStore, 'range'>;
  /** The record of a roast cannot be read, and all of its readings are still there one by one. */
  readonly damaged: (id: RoastId, damage: ArtisanError) => void;
}

/**
 * The record of a closed roast, or null when it has none. Where it is damaged it is made from the single readings, as long as
 * none of those is forgotten.
 *
 * @throws ArtisanError `store.corrupt` when it is damaged and some of them are, `store.*`
 */
export async function keptRecord(
  id: RoastId,
  parts: KeptRecordParts,
): Promise<KeptReadings | null> {
  try {
    return await parts.roasts.keptReadings(id);
  } catch (error) {
    if (!ArtisanError.is(error, 'store.corrupt')) throw error;
    const made = await madeAnew(id, parts, error);
    parts.damaged(id, error);
    return made;
  }
}

async function madeAnew(
  id: RoastId,
  { roasts, readings: store }: KeptRecordParts,
  damage: ArtisanError,
): Promise<KeptReadings> {
  const extent = await roasts.keptExtent(id);
  if (extent === null) throw damage;
  const { points, ...span } = extent;
  const { sourceIds, fromUs, toUs, throughCursor } = span;
  const readings: StoredReading[] = [];
  for (let afterCursor = 0; ; ) {
    const page = await store.range({ sourceIds, fromUs, toUs, afterCursor, limit: pageMax });
    readings.push(...page.filter(({ cursor }) => cursor <= throughCursor));
    const last = page.at(-1);
    if (last === undefined || page.length < pageMax) break;
    afterCursor = last.cursor;
  }
  if (readings.length === points) return { ...span, readings };
  throw new ArtisanError(
    'store.corrupt',
    `${damage.message}; of its ${points} readings ${readings.length} are still stored one by one, ` +
      'and it cannot be made anew from them. Restore a backup of the data folder to see this roast',
    { cause: damage },
  );
}
