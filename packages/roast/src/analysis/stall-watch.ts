/** A stretch in which BT hardly rose. Seconds from charge. */
export interface RateStall {
  readonly fromS: number;
  readonly toS: number;
  readonly lowestCPerMin: number;
}

/** Slower than this BT hardly rises, C/min; shorter than this is noise or a lever on its way, s. */
const stallMax = 1;
const stallMinS = 20;

/** Finds the stretches in which a rate of rise stays near nothing. */
export class StallWatch {
  readonly found: RateStall[] = [];
  #open: { fromS: number; toS: number; lowest: number } | null = null;

  push(timeS: number, rateCPerMin: number | null): void {
    if (rateCPerMin === null || rateCPerMin > stallMax) this.end();
    else if (this.#open === null) {
      this.#open = { fromS: timeS, toS: timeS, lowest: rateCPerMin };
    } else {
      this.#open.toS = timeS;
      this.#open.lowest = Math.min(this.#open.lowest, rateCPerMin);
    }
  }

  /** Closes what is open. */
  end(): void {
    const open = this.#open;
    this.#open = null;
    if (open === null || open.toS - open.fromS < stallMinS) return;
    this.found.push({ fromS: open.fromS, toS: open.toS, lowestCPerMin: open.lowest });
  }
}
