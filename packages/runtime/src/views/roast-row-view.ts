import type { RoastPage, RoastSummary } from '@artisan-ts/contracts';
import type { MonoUs, RoastHeader } from '@artisan-ts/domain';
import { roastView } from '#views/roast-view.ts';

type RoastRow = RoastPage['items'][number];

/** A roast as a row of the list. */
export function roastRowView(
  header: RoastHeader,
  summary: RoastSummary,
  startUs: MonoUs | null,
): RoastRow {
  const {
    levers: _levers,
    leverChanges: _changes,
    notes: _notes,
    ...row
  } = roastView(header, summary, startUs);
  return { ...row, samples: null, thumbnailBtC: summary.thumbnailBtC };
}
