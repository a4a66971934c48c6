import { slopeCPerMin } from '#gym/slope.ts';
import type { LeverStep, TwinMachine } from '#machines/twin-machine.ts';
import { runReferenceRoast } from '#reference-roast.ts';

/** The roast that hands try to repeat: each second from charge, Celsius and kelvin per minute. */
export interface Reference {
  readonly btC: readonly number[];
  readonly rorCPerMin: readonly number[];
  readonly schedule: readonly LeverStep[];
  readonly turnS: number;
  readonly fcS: number;
  readonly dropS: number;
}

const rorWindowS = 30;
const turnMaxS = 240;

/** The reference roast of a machine on a day when nothing is out of the ordinary. */
export function referenceOf(machine: TwinMachine): Reference {
  const run = runReferenceRoast(machine, { seed: 0, noise: false, leadInS: 0 });
  const btC = run.btC.slice(0, run.markTimesS.drop + 1);
  const lowestC = Math.min(...btC.slice(0, turnMaxS));
  return {
    btC,
    rorCPerMin: btC.map((_, s) => slopeCPerMin(btC.slice(Math.max(0, s - rorWindowS), s + 1)) ?? 0),
    schedule: machine.schedule,
    turnS: btC.indexOf(lowestC),
    fcS: run.markTimesS.fcStart,
    dropS: run.markTimesS.drop,
  };
}
