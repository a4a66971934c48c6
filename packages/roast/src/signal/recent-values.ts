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
  #past: PastValue[] = [];
  #present: PastValue | null = null;

  constructor(intervalS: number) {
    this.#slotS = Math.max(1, intervalS);
  }

  /** Values before this moment's slot, oldest first. */
  before(timeS: number): readonly PastValue[] {
    const present = this.#present;
    if (present !== null && this.#slot(present.timeS) < this.#slot(timeS)) {
      this.#past = [...this.#past.slice(1 - neighboursMax), present];
      this.#present = null;
    }
    const reachS = reachSlots * this.#slotS;
    this.#past = this.#past.filter((value) => timeS - value.timeS <= reachS);
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

/** The middle one of the values by size; the lower of two. Null when there is none. */
export function middleC(values: readonly PastValue[]): number | null {
  const sorted = values.map((value) => value.valueC).sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? null;
}
