/** A drum whose beans go in and out by hand, and a probe in it: BT of any moment, one after the other. Seconds and C. */
export class SessionDrum {
  #nowS = 0;
  #probeC = emptyC;
  #beansC: number | null = null;
  #droppedS: number | null = null;

  get hasBeans(): boolean {
    return this.#beansC !== null;
  }

  charge(): void {
    this.#beansC = roomC;
    this.#droppedS = null;
  }

  drop(): void {
    this.#beansC = null;
    this.#droppedS = this.#nowS;
  }

  /** BT so many seconds later, in tenths as a good probe shows it. */
  after(seconds: number): number {
    for (let passed = 0; passed < seconds; passed += stepS) this.#advance();
    return Math.round(this.#probeC * 10) / 10;
  }

  #advance(): void {
    this.#nowS += stepS;
    if (this.#beansC !== null) this.#beansC += ((245 - this.#beansC) / 360) * stepS;
    const aroundC =
      this.#beansC !== null ? 0.75 * this.#beansC + 0.25 * 220 : emptyC - this.#coolerC();
    this.#probeC += ((aroundC - this.#probeC) / probeS) * stepS;
  }

  /** The empty drum was cooled by what left it, and is warm again after some minutes. */
  #coolerC(): number {
    return this.#droppedS === null ? 0 : 45 * Math.exp(-(this.#nowS - this.#droppedS) / 120);
  }
}

const roomC = 25;
const emptyC = 200;
const probeS = 12;
const stepS = 0.5;
