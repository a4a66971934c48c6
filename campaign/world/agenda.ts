/** Something that happens at a moment of the world. */
interface Entry {
  readonly atS: number;
  readonly order: number;
  readonly act: () => void | Promise<void>;
}

/** What is to happen, in the order of time and of planning. */
export class Agenda {
  #entries: Entry[] = [];
  #made = 0;

  add(atS: number, act: Entry['act']): void {
    const entry = { atS, order: this.#made++, act };
    const later = this.#entries.findIndex((other) => other.atS > atS);
    if (later === -1) this.#entries.push(entry);
    else this.#entries.splice(later, 0, entry);
  }

  /** The moment of the next thing, or null when nothing is left. */
  get nextS(): number | null {
    return this.#entries[0]?.atS ?? null;
  }

  take(): Entry | null {
    return this.#entries.shift() ?? null;
  }
}
