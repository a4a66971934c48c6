import type { Reading } from '@artisan-ts/domain';
import { BoundedMap } from '#ingest/bounded-map.ts';
import { type Arrival, SequenceTracker } from '#ingest/sequence-tracker.ts';

/** Sequences followed at once. A source has a new boot at every start; only the latest ones matter. */
const sequencesMax = 1024;

/** Follows the numbers of every stream of every boot that speaks. */
export class Sequences {
  readonly #trackers = new BoundedMap<string, SequenceTracker>(sequencesMax);

  arrive({ sourceId, boot, stream, seq }: Reading, content: string): Arrival {
    const key = `${sourceId}/${boot}/${stream}`;
    const known = this.#trackers.get(key);
    const tracker = known ?? new SequenceTracker();
    if (known === undefined) this.#trackers.set(key, tracker);
    return tracker.arrive(seq, content);
  }

  /** The reading found no room and will have to come again. */
  forget({ sourceId, boot, stream, seq }: Reading): void {
    this.#trackers.get(`${sourceId}/${boot}/${stream}`)?.forget(seq);
  }
}

/** What a reading says, apart from its place and from our axis of time. */
export function contentOf({ wallMs, values, missing }: Reading): string {
  return `${wallMs} ${values.join()} ${missing.join()}`;
}
