import type { RoastSummary } from '@artisan-ts/contracts';
import type { MonoUs, RoastHeader, SourceId, SourceStream } from '@artisan-ts/domain';

/** Where a recorded roast lies on the axis of its machine's sources. `endUs` is null while it goes on. */
export interface RoastSpan {
  readonly sourceIds: readonly SourceId[];
  /** What the sources delivered: the meaning of the stored values, whatever becomes of the machine. */
  readonly streams: readonly SourceStream[];
  readonly startUs: MonoUs;
  readonly endUs: MonoUs | null;
}

/** A roast as it is stored. Imported roasts have no span: their curves were stored with them. */
export interface StoredRoast {
  readonly header: RoastHeader;
  readonly span: RoastSpan | null;
}

/** A roast of a list; the summary is null when none was kept since the roast last changed. */
export interface ListedRoast extends StoredRoast {
  readonly summary: RoastSummary | null;
}
