import { BoundedMap } from '#ingest/bounded-map.ts';

/**
 * What a sequence number says about a message: the next one, one that was passed over before or is older than we
 * remember, one we have, or another message in the place of one we have.
 */
export type Arrival =
  | { readonly kind: 'next'; readonly skipped: number }
  | { readonly kind: 'late' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'equivocation' };

/** Messages whose content is remembered per stream; repetitions by the network come within seconds. */
const windowMax = 1024;

/**
 * Follows the numbers of one stream of one boot, in whatever order and number they arrive. What it cannot remember
 * counts as late, never as a duplicate: the store knows whether it has it, and what is missing.
 */
export class SequenceTracker {
  readonly #window = new BoundedMap<number, string>(windowMax);
  #next: number | null = null;

  /** The message was not kept after all: when it comes again it is late, not a duplicate. */
  forget(seq: number): void {
    this.#window.delete(seq);
  }

  /** `content` tells two messages of one number apart. */
  arrive(seq: number, content: string): Arrival {
    const known = this.#window.get(seq);
    if (known !== undefined) return { kind: known === content ? 'duplicate' : 'equivocation' };
    this.#window.set(seq, content);
    const next = this.#next ?? seq;
    if (seq < next) return { kind: 'late' };
    this.#next = seq + 1;
    return { kind: 'next', skipped: seq - next };
  }
}
