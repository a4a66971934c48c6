import type { MemoryUse } from '#ports/memory.ts';

/** The least that was used within so many looks, a second apart, is what stays after garbage was collected. */
const looks = 30;
/** From here on collecting takes more and more of the time, and little is left for a roast that is drawn. */
const lowShare = 0.8;
/** It is well again only clearly below, so that nobody is told back and forth. */
const wellShare = 0.7;
const bytesPerMb = 1_000_000;

/** Notices when memory gets short for good, before the program dies of it. */
export class MemoryWatch {
  #recent: number[] = [];
  /** As they were told when memory got short: words that change with every look are told anew with every look. */
  #words: string | null = null;

  /** What to tell a person after a look; null while all is well. */
  look({ usedBytes, limitBytes }: MemoryUse): string | null {
    this.#recent = [...this.#recent.slice(1 - looks), usedBytes];
    const least = Math.min(...this.#recent);
    const share = least / limitBytes;
    if (this.#recent.length < looks) return null;
    if (share <= (this.#words === null ? lowShare : wellShare)) this.#words = null;
    else this.#words ??= wordsOf(least, limitBytes);
    return this.#words;
  }
}

function wordsOf(usedBytes: number, limitBytes: number): string {
  const inMb = (bytes: number): string => (bytes / bytesPerMb).toFixed(0);
  return `The memory of the program is nearly full: ${inMb(usedBytes)} of ${inMb(limitBytes)} MB. Recording goes on. Close screens that nobody watches; after this roast start the station again with more memory. If it ended now, what is saved would be safe and the roast would go on at the next start.`;
}
