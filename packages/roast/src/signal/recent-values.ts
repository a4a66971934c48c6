/** One value of the past. */
export interface PastValue {
  readonly timeS: number;
  readonly valueC: number;
}

/** How many neighbours a reading is compared with: two of three are a majority, and a spike is never two of three for long. */
const neighboursMax = 3;
/** Neighbours further back than so many slots say nothing about now. */
const reachSlots = 6;

/**
 * The last value of each of the newest slots of time before the present one. Slots are cut at multiples of their
 * length, so that whoever begins to look later sees the same.
 */
export class RecentValues {
  readonly #slotS: number;
  /** Oldest first. */
  readonly #past: PastValue[] = [];
  #present: PastValue | null = null;

  constructor(intervalS: number) {
    this.#slotS = Math.max(1, intervalS);
  }

  /** Values before this moment's slot, oldest first; good until the next call. */
  before(timeS: number): readonly PastValue[] {
    const present = this.#present;
    if (present !== null && this.#slot(present.timeS) < this.#slot(timeS)) {
      if (this.#past.length === neighboursMax) this.#past.shift();
      this.#past.push(present);
      this.#present = null;
    }
    const reachS = reachSlots * this.#slotS;
    while (timeS - (this.#past[0]?.timeS ?? timeS) > reachS) this.#past.shift();
    return this.#past;
  }

  /** Adds a value, after `before` was asked for its time. */
  add(value: PastValue): void {
    this.#present = value;
  }

  #slot(timeS: number): number {
    return Math.floor(timeS / this.#slotS);
  }
}

/** The middle one of three values by size, the lower of two; null when there are fewer. */
export function middleC([first, second, third]: readonly PastValue[]): number | null {
  if (first === undefined || second === undefined) return null;
  const [lowC, highC] =
    first.valueC < second.valueC ? [first.valueC, second.valueC] : [second.valueC, first.valueC];
  return third === undefined ? lowC : Math.max(lowC, Math.min(highC, third.valueC));
}
