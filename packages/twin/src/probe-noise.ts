import { type RandomStream, seededStream, standardNormal } from '@artisan-ts/domain';

/** Within the 0.05 to 0.25 C measured on raw logs (roast-science 2.4). */
const btNoiseC = 0.1;
const etNoiseC = 0.15;

const quantaPerC = 10;

/** The noise of the two probes and the 0.1 C steps of their display. Each probe has a stream of its own. */
export class ProbeNoise {
  readonly #bt: RandomStream;
  readonly #et: RandomStream;
  #btC = 0;
  #etC = 0;

  /** `part`: a machine that goes on after a break draws from streams of their own; empty for the first. */
  constructor(seed: number, part = '') {
    this.#bt = seededStream(seed, `twin.bt.noise${part}`);
    this.#et = seededStream(seed, `twin.et.noise${part}`);
    this.step();
  }

  /** Draws the noise of the next moment: it belongs to the moment, however often one looks. */
  step(): void {
    this.#btC = btNoiseC * standardNormal(this.#bt);
    this.#etC = etNoiseC * standardNormal(this.#et);
  }

  applyTo(probes: { readonly btC: number; readonly etC: number }): { btC: number; etC: number } {
    return { btC: quantised(probes.btC + this.#btC), etC: quantised(probes.etC + this.#etC) };
  }
}

function quantised(valueC: number): number {
  return Math.round(valueC * quantaPerC) / quantaPerC;
}
