import type { Reading, SourceId } from '@artisan-ts/domain';
import type { ReadingLoss } from '#ports/reading-store.ts';

/**
 * What was lost while memory was full. A loss of a source begins with its first reading that finds no room and ends when
 * something is saved; until the disk has all of it, it is offered with whatever is saved.
 */
export class LossBook {
  /** Losses that go on. */
  readonly #open = new Map<SourceId, ReadingLoss>();
  /** Losses that are over and on disk with fewer readings than they have. */
  #unsaved: readonly ReadingLoss[] = [];
  #lost = 0;

  /** Readings that were lost since something was saved. */
  get lost(): number {
    return this.#lost;
  }

  /** Whether the disk does not know yet of everything that is over. */
  get isUnsaved(): boolean {
    return this.#unsaved.length > 0;
  }

  /** Whether readings of the source are being lost. */
  isLosing(sourceId: SourceId): boolean {
    return this.#open.has(sourceId);
  }

  /** One more reading found no room. Says whether it begins a loss. */
  add({ sourceId, boot, stream, seq, monoUs }: Reading): boolean {
    this.#lost += 1;
    const known = this.#open.get(sourceId);
    const loss = known ?? {
      sourceId,
      boot,
      stream,
      seq,
      fromUs: monoUs,
      toUs: monoUs,
      readings: 0,
    };
    this.#open.set(sourceId, { ...loss, toUs: monoUs, readings: loss.readings + 1 });
    return known === undefined;
  }

  /** What the disk has to be told. */
  toSave(): readonly ReadingLoss[] {
    return [...this.#unsaved, ...this.#open.values()];
  }

  /** That was saved, and there is room again. Gives the losses that end with it, whole. */
  saved(told: readonly ReadingLoss[]): readonly ReadingLoss[] {
    const ended = [...this.#open.values()];
    this.#unsaved = ended.filter((loss) => !told.includes(loss));
    this.#open.clear();
    this.#lost = 0;
    return ended;
  }
}
