/** How a channel went during ten seconds. */
interface Slot {
  readonly index: number;
  readonly firstS: number;
  readonly firstC: number;
  lowC: number;
  highC: number;
}

const slotS = 10;
/** A minute and the slot in which it began. */
const slotsMax = 7;
/** Over less than half a minute a rate would be noise. */
const rateMinS = 30;

/** How a channel moved during the last minute, in slots of ten seconds cut at multiples of ten. */
export class MinuteTrend {
  /** Oldest first. */
  readonly #slots: Slot[] = [];

  add(timeS: number, valueC: number): void {
    const index = this.#forgetBefore(timeS);
    const last = this.#slots.at(-1);
    if (last?.index === index) {
      last.lowC = Math.min(last.lowC, valueC);
      last.highC = Math.max(last.highC, valueC);
    } else {
      this.#slots.push({ index, firstS: timeS, firstC: valueC, lowC: valueC, highC: valueC });
    }
  }

  /** C/s over the last minute, or null when less than half a minute is known. */
  rateCPerS(timeS: number, valueC: number): number | null {
    this.#forgetBefore(timeS);
    const first = this.#slots[0];
    const spanS = first === undefined ? 0 : timeS - first.firstS;
    return first === undefined || spanS < rateMinS ? null : (valueC - first.firstC) / spanS;
  }

  /** From the lowest to the highest of the last minute. */
  rangeC(timeS: number): number {
    this.#forgetBefore(timeS);
    if (this.#slots.length === 0) return 0;
    const lowC = Math.min(...this.#slots.map((slot) => slot.lowC));
    return Math.max(...this.#slots.map((slot) => slot.highC)) - lowC;
  }

  /** Times never decrease: what is forgotten is never asked for again. Gives the slot of the moment. */
  #forgetBefore(timeS: number): number {
    const index = Math.floor(timeS / slotS);
    while ((this.#slots[0]?.index ?? index) <= index - slotsMax) this.#slots.shift();
    return index;
  }
}
