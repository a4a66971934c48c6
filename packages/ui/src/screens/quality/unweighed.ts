import type { RoastRowDto } from '@artisan-ts/contracts';

/** What was not weighed on its day is not lying on the scale any more. */
const reachMs = 12 * 3_600_000;

/** The roasts of the last hours that were closed here and whose beans nobody has weighed, oldest first. */
export function unweighedRoasts(
  rows: readonly RoastRowDto[],
  nowMs: number,
): readonly RoastRowDto[] {
  const waits = rows.filter(
    ({ closeReason, roastedG, origin, startedWallMs, marks }) =>
      closeReason !== null &&
      closeReason !== 'imported' &&
      origin !== 'replayed' &&
      roastedG === null &&
      startedWallMs !== null &&
      nowMs - startedWallMs < reachMs &&
      marks.some(({ kind }) => kind === 'drop'),
  );
  return waits.toReversed();
}
