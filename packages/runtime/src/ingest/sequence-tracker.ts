/** What a sequence number says about a message: the next one, one that was passed over before, or one we have. */
export type Arrival =
  | { readonly kind: 'next'; readonly skipped: number }
  | { readonly kind: 'late' }
  | { readonly kind: 'duplicate' };

/** Skipped numbers remembered per stream; a bridge that was away for a day at 1 Hz skips 86,400. */
const skippedMax = 100_000;

/**
 * Follows the numbers of one stream of one boot, in whatever order and number they arrive. Numbers from before
 * its time count as late, never as duplicates: the store knows whether it has them.
 */
export class SequenceTracker {
  readonly #skipped = new Set<number>();
  /** Below this we do not know what came. */
  #floor: number | null = null;
  #next = 0;

  arrive(seq: number): Arrival {
    this.#floor ??= this.#next = seq;
    if (seq < this.#floor) return { kind: 'late' };
    if (seq < this.#next) return { kind: this.#skipped.delete(seq) ? 'late' : 'duplicate' };
    const skipped = seq - this.#next;
    this.#remember(Math.max(this.#next, seq - skippedMax), seq);
    this.#next = seq + 1;
    return { kind: 'next', skipped };
  }

  #remember(from: number, to: number): void {
    for (let seq = from; seq < to; seq++) this.#skipped.add(seq);
    for (const oldest of this.#skipped) {
      if (this.#skipped.size <= skippedMax) break;
      this.#skipped.delete(oldest);
      this.#floor = oldest + 1;
    }
  }
}
