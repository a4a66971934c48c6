/**
 * What a sequence number says about a message: the next one, one that was passed over before or is older than we
 * remember, one we have, or another message in the place of one we have.
 */
export type Arrival =
  | { readonly kind: 'next'; readonly skipped: number }
  | { readonly kind: 'late' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'equivocation' };

/** Skipped numbers remembered per stream; a bridge that was away for a day at 1 Hz skips 86,400. */
const skippedMax = 100_000;

/** Messages whose content is remembered per stream; repetitions by the network come within seconds. */
const windowMax = 1024;

/**
 * Follows the numbers of one stream of one boot, in whatever order and number they arrive. What it cannot remember
 * counts as late, never as a duplicate: the store knows whether it has it.
 */
export class SequenceTracker {
  readonly #skipped = new Set<number>();
  readonly #window = new Map<number, string>();
  #next: number | null = null;

  /** Numbers that were passed over and have not come. */
  get missing(): number {
    return this.#skipped.size;
  }

  /** The message was not kept after all: when it comes again it is late, not a duplicate. */
  forget(seq: number): void {
    this.#window.delete(seq);
    this.#skipped.add(seq);
  }

  /** `content` tells two messages of one number apart. */
  arrive(seq: number, content: string): Arrival {
    const known = this.#window.get(seq);
    if (known !== undefined) return { kind: known === content ? 'duplicate' : 'equivocation' };
    this.#window.set(seq, content);
    const oldest = this.#window.keys().next();
    if (this.#window.size > windowMax && !oldest.done) this.#window.delete(oldest.value);
    const next = this.#next ?? seq;
    if (seq < next) {
      this.#skipped.delete(seq);
      return { kind: 'late' };
    }
    const skipped = seq - next;
    this.#remember(Math.max(next, seq - skippedMax), seq);
    this.#next = seq + 1;
    return { kind: 'next', skipped };
  }

  #remember(from: number, to: number): void {
    for (let seq = from; seq < to; seq++) this.#skipped.add(seq);
    for (const oldest of this.#skipped) {
      if (this.#skipped.size <= skippedMax) break;
      this.#skipped.delete(oldest);
    }
  }
}
