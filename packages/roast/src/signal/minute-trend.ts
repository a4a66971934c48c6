/** How a channel went during ten seconds. */
interface Slot {
  readonly index: number;
  readonly firstS: number;
  readonly firstC: number;
  readonly lowC: number;
  readonly highC: number;
}

const slotS = 10;
/** A minute and the slot in which it began. */
const slotsMax = 7;

/** How a channel moved during the last minute, in slots of ten seconds cut at multiples of ten. */
export class MinuteTrend {
  #slots: readonly Slot[] = [];

  add(timeS: number, valueC: number): void {
    const index = Math.floor(timeS / slotS);
    const kept = this.#slots.filter((slot) => slot.index > index - slotsMax);
    const last = kept.at(-1);
    if (last?.index === index) {
      const { lowC, highC } = last;
      const grown = { lowC: Math.min(lowC, valueC), highC: Math.max(highC, valueC) };
      this.#slots = [...kept.slice(0, -1), { ...last, ...grown }];
    } else {
      const begun = { index, firstS: timeS, firstC: valueC, lowC: valueC, highC: valueC };
      this.#slots = [...kept, begun];
    }
  }

  /** C/s over the last minute, or null when less than half a minute is known. */
  rateCPerS(timeS: number, valueC: number): number | null {
    const first = this.#within(timeS)[0];
    const spanS = first === undefined ? 0 : timeS - first.firstS;
    return first === undefined || spanS < 30 ? null : (valueC - first.firstC) / spanS;
  }

  /** From the lowest to the highest of the last minute. */
  rangeC(timeS: number): number {
    const slots = this.#within(timeS);
    if (slots.length === 0) return 0;
    return Math.max(...slots.map((slot) => slot.highC)) - Math.min(...slots.map((s) => s.lowC));
  }

  #within(timeS: number): readonly Slot[] {
    const index = Math.floor(timeS / slotS);
    return this.#slots.filter((slot) => slot.index > index - slotsMax);
  }
}
