import { type TwinMachine, TwinRoaster } from '@artisan-ts/twin';

/** Something done to the beans, in seconds of the machine's time since the campaign began. */
export interface Deed {
  readonly kind: 'charge' | 'drop';
  readonly atS: number;
}

/** What the probes really met at a moment. */
export interface Temperatures {
  readonly btC: number;
  readonly etC: number;
}

/** A drum with beans that go in and out by a plan, whatever the computer beside it does: the truth of the campaign. */
export class Drum {
  readonly deeds: readonly Deed[];
  readonly #machine: TwinMachine;
  readonly #roaster: TwinRoaster;
  #due: readonly Deed[];
  readonly #history: { readonly atS: number; readonly btC: number }[] = [];
  #chargedS = 0;
  #leversSet = 0;

  /** `deeds` in the order of time. */
  constructor(machine: TwinMachine, seed: number, deeds: readonly Deed[]) {
    this.deeds = deeds;
    this.#due = deeds;
    this.#machine = machine;
    this.#roaster = new TwinRoaster(machine, { seed, noise: true });
  }

  /** The probes at a moment, never earlier than the one asked for before. */
  at(timeS: number): Temperatures {
    for (let next = this.#due[0]; next !== undefined && next.atS <= timeS; next = this.#due[0]) {
      this.#advanceTo(next.atS);
      this.#due = this.#due.slice(1);
      if (next.kind === 'charge') this.#charge(next.atS);
      else this.#roaster.drop();
    }
    this.#advanceTo(timeS);
    const met = this.#roaster.sample();
    this.#history.push({ atS: timeS, btC: met.btC });
    return met;
  }

  /** BT as it was met between two moments, ends included. */
  btBetween(fromS: number, toS: number): readonly number[] {
    return this.#history.filter(({ atS }) => atS >= fromS && atS <= toS).map(({ btC }) => btC);
  }

  /** When BT was highest between two moments, in seconds. */
  topS(fromS: number, toS: number): number {
    const within = this.#history.filter(({ atS }) => atS >= fromS && atS <= toS);
    const [first] = within;
    return within.reduce(
      (top, at) => (at.btC > top.btC ? at : top),
      first ?? { atS: fromS, btC: 0 },
    ).atS;
  }

  #charge(atS: number): void {
    this.#chargedS = atS;
    this.#leversSet = 0;
    this.#roaster.charge();
  }

  /** The levers follow the machine's reference schedule while there are beans in it. */
  #advanceTo(timeS: number): void {
    while (this.#roaster.phase === 'roasting') {
      const step = this.#machine.schedule[this.#leversSet];
      if (step === undefined || this.#chargedS + step.atS > timeS) break;
      this.#advance(this.#chargedS + step.atS);
      this.#roaster.setLever(step.lever, step.value);
      this.#leversSet += 1;
    }
    this.#advance(timeS);
  }

  #advance(timeS: number): void {
    if (timeS > this.#roaster.timeS) this.#roaster.advance(timeS - this.#roaster.timeS);
  }
}
