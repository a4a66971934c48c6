/** So slowly does the metal forget the batch before: chosen, between the probes of a minute and the room of an hour. */
const soakS = 240;

/** Metal that goes back to the temperature at which a machine is charged. */
export class DrumSoak {
  readonly #settledC: number;
  #leadC: number;

  constructor(drumC: number, settledC: number) {
    this.#settledC = settledC;
    this.#leadC = drumC - settledC;
  }

  get drumC(): number {
    return this.#settledC + this.#leadC;
  }

  step(stepS: number): void {
    this.#leadC *= Math.exp(-stepS / soakS);
  }
}
