import { invariant } from '@artisan-ts/domain';
import type { LeverStep, TwinLever, TwinMachine } from '#machines/twin-machine.ts';
import type { RoastedBeans } from '#physics/roasted-beans.ts';
import { TwinRoaster } from '#twin-roaster.ts';

/** No reference roast takes half an hour: one that does will never end. */
const roastMaxS = 1800;

/** What is kept of the emptied drum. */
const coolingS = 120;

/** The marks a simulated roast knows of itself. */
export type TwinMark = 'charge' | 'dryEnd' | 'fcStart' | 'drop';

/**
 * A whole simulated roast.
 *
 * Shape: the three columns align, one row a second. Units: seconds since the first row, Celsius, lever units.
 */
export interface TwinRun {
  readonly machine: TwinMachine;
  readonly seed: number;
  readonly noise: boolean;
  readonly timeS: readonly number[];
  readonly btC: readonly number[];
  readonly etC: readonly number[];
  /** Each on a row: the first second at which the reading had reached the temperature. */
  readonly markTimesS: Readonly<Record<TwinMark, number>>;
  /** Where the levers stood at the start, then every change. */
  readonly leverChanges: readonly {
    readonly lever: TwinLever;
    readonly timeS: number;
    readonly value: number;
  }[];
  /** What became of the beans, cooled. */
  readonly roasted: RoastedBeans;
}

/** How a reference roast is made. */
export interface ReferenceRoastOptions {
  readonly seed: number;
  readonly noise: boolean;
  /** Whole seconds of preheated drum before charge. */
  readonly leadInS: number;
}

/** Roasts a machine's reference schedule from lead-in to the cooling drum, a sample each second. */
export function runReferenceRoast(machine: TwinMachine, options: ReferenceRoastOptions): TwinRun {
  const roaster = new TwinRoaster(machine, options);
  const rows = { timeS: [] as number[], btC: [] as number[], etC: [] as number[] };
  const record = (): number => {
    const { btC, etC } = roaster.sample();
    rows.timeS.push(rows.timeS.length);
    rows.btC.push(btC);
    rows.etC.push(etC);
    roaster.advance(1);
    return btC;
  };

  const levers = new ScheduledLevers(roaster, options.leadInS);
  while (rows.timeS.length < options.leadInS) record();
  roaster.charge();
  const marks = new MarkWatch(machine);
  while (!marks.isDropped) {
    const sinceChargeS = rows.timeS.length - options.leadInS;
    invariant(sinceChargeS <= roastMaxS, `${machine.label} did not reach drop in ${roastMaxS} s`);
    levers.apply(sinceChargeS);
    marks.see(rows.timeS.length, roaster.sample().btC);
    if (marks.isDropped) roaster.drop();
    record();
  }
  for (let second = 0; second < coolingS; second += 1) record();

  const { roasted } = roaster;
  invariant(roasted !== null, 'beans that were dropped are roasted');
  const markTimesS = { charge: options.leadInS, ...marks.timesS };
  const { seed, noise } = options;
  return { machine, seed, noise, ...rows, markTimesS, leverChanges: levers.changes, roasted };
}

/** Moves the levers by the reference schedule and keeps what changed. */
class ScheduledLevers {
  readonly changes: { readonly lever: TwinLever; readonly timeS: number; readonly value: number }[];
  readonly #roaster: TwinRoaster;
  readonly #chargeS: number;
  #left: readonly LeverStep[];

  constructor(roaster: TwinRoaster, chargeS: number) {
    this.#roaster = roaster;
    this.#chargeS = chargeS;
    this.#left = roaster.machine.schedule;
    this.changes = roaster.machine.levers.map(({ id }) => ({
      lever: id,
      timeS: 0,
      value: roaster.leverValue(id),
    }));
  }

  apply(sinceChargeS: number): void {
    const due = this.#left.filter((step) => step.atS <= sinceChargeS);
    this.#left = this.#left.slice(due.length);
    for (const { lever, value } of due) {
      if (this.#roaster.leverValue(lever) === value) continue;
      this.#roaster.setLever(lever, value);
      this.changes.push({ lever, timeS: this.#chargeS + sinceChargeS, value });
    }
  }
}

/** Sees the bean temperature rise through the temperatures of the marks, one after the other. */
class MarkWatch {
  readonly timesS = { dryEnd: 0, fcStart: 0, drop: 0 };
  #ahead: readonly { readonly mark: Exclude<TwinMark, 'charge'>; readonly btC: number }[];
  #hasFallenBelow = false;

  constructor({ markTemperatures }: TwinMachine) {
    this.#ahead = [
      { mark: 'dryEnd', btC: markTemperatures.dryEndC },
      { mark: 'fcStart', btC: markTemperatures.fcStartC },
      { mark: 'drop', btC: markTemperatures.dropC },
    ];
  }

  get isDropped(): boolean {
    return this.#ahead.length === 0;
  }

  see(timeS: number, btC: number): void {
    const [next, ...later] = this.#ahead;
    if (next === undefined) return;
    // At charge the probe is hotter than dry end: only what rises again counts.
    this.#hasFallenBelow ||= btC < next.btC;
    if (!this.#hasFallenBelow || btC < next.btC) return;
    this.timesS[next.mark] = timeS;
    this.#ahead = later;
  }
}
