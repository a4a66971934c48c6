import type { ArtisanError } from '@artisan-ts/domain';

/** The end of a connection: it comes once, and is told to whoever listens, also to somebody who listens only then. */
export class ConnectionEnd {
  #listener: ((fault: ArtisanError | null) => void) | null = null;
  #end: { readonly fault: ArtisanError | null } | null = null;

  /** Whether it has ended. */
  get isOver(): boolean {
    return this.#end !== null;
  }

  /** Why it ended; null while it has not, and when that was asked for. */
  get fault(): ArtisanError | null {
    return this.#end?.fault ?? null;
  }

  onClose(listener: (fault: ArtisanError | null) => void): void {
    this.#listener = listener;
    if (this.#end !== null) listener(this.#end.fault);
  }

  /** Ends it; whether that is news. */
  finish(fault: ArtisanError | null): boolean {
    if (this.#end !== null) return false;
    this.#end = { fault };
    this.#listener?.(fault);
    return true;
  }
}
