/** A tab as the holder of the stream reaches it. */
export interface Tab<Message> {
  postMessage(message: Message): void;
}

/**
 * Messages that may wait in a tab that a browser has put to sleep: a day of one machine read once a second, and more
 * than the longest picture that a newcomer is shown. About 40 MB.
 */
export const unheardMax = 100_000;

/**
 * Who is told what happens. A tab says now and then that it has heard what it was told; one that says nothing for long is
 * asleep and is told nothing more until it speaks again, so that a night in the background costs a bounded memory.
 */
export class TabPost<Message> {
  readonly #unheard = new Map<Tab<Message>, number>();

  /** Whether somebody is told. */
  get isWanted(): boolean {
    return this.#unheard.size > 0;
  }

  join(tab: Tab<Message>): void {
    this.#unheard.set(tab, 0);
  }

  leave(tab: Tab<Message>): void {
    this.#unheard.delete(tab);
  }

  /** A tab has heard everything so far. False when it slept: what it missed has to be told anew. */
  heard(tab: Tab<Message>): boolean {
    const wasAwake = this.#unheard.has(tab);
    this.#unheard.set(tab, 0);
    return wasAwake;
  }

  tell(message: Message): void {
    for (const [tab, unheard] of this.#unheard) {
      if (unheard >= unheardMax) {
        this.#unheard.delete(tab);
      } else {
        this.#unheard.set(tab, unheard + 1);
        tab.postMessage(message);
      }
    }
  }
}
