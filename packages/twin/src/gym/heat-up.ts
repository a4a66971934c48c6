import { type RandomStream, standardNormal } from '@artisan-ts/domain';
import { slopeCPerMin } from '#gym/slope.ts';
import type { LeverValues, TwinMachine } from '#machines/twin-machine.ts';
import { type EmptyDrumState, EmptyDrumStepper, heldAt } from '#physics/empty-drum.ts';
import { stepS } from '#physics/step.ts';

/** A drum that somebody made ready for beans, and how long it took. */
export interface ReadyDrum {
  readonly drum: EmptyDrumState;
  readonly tookS: number;
}

const stepsPerSecond = 1 / stepS;
const looksEveryS = 10;
const rateOverS = 30;
/** Who is not ready by then gives up: small machines with thick walls take an hour to cool. */
const heatUpMaxS = 7200;
/** A person heats up with this share of the burner's range. */
const heatingShare = 0.7;
/** Beans go in when BT stands this near to where it is wanted and has stopped moving. */
const nearC = 2;
const stillCPerMin = 3;
const tooHotC = 15;
/** How well a person hits the temperature: as neighbouring charges of one roastery scatter (roast-science 5, a third of 3 C). */
const aimSdC = 1;

/**
 * Heats an empty drum up, or lets it cool down, until it can be charged: full of heat from afar, none when it would be too hot a
 * probe's lag from now, and in between the little that holds it. Null when it is not ready within two hours.
 */
export function heatUp(
  machine: TwinMachine,
  from: EmptyDrumState,
  chance: RandomStream,
): ReadyDrum | null {
  const stepper = new EmptyDrumStepper(machine, stepS);
  const aimC = machine.conditions.btC + aimSdC * standardNormal(chance);
  const { least, holding, heating } = burnerSteps(machine);
  const airMost = machine.levers.find(({ id }) => id === 'air')?.max ?? machine.startLevers.air;
  const came: number[] = [from.btC];
  let drum = from;
  let levers: LeverValues = { ...machine.startLevers, burner: least };
  for (let second = 0; second < heatUpMaxS; second += 1) {
    if (second % looksEveryS === 0) {
      const rate = slopeCPerMin(came.slice(-rateOverS - 1)) ?? 0;
      const shortC = aimC - drum.btC;
      const isStill = second >= rateOverS && Math.abs(rate) < stillCPerMin;
      if (isStill && Math.abs(shortC) < nearC) return { drum, tookS: second };
      const soonC = (rate * machine.physics.btLagS) / 60;
      const burner = Math.abs(shortC - soonC) < nearC ? holding : shortC > soonC ? heating : least;
      // Far too hot: the fan helps.
      const air = shortC < -tooHotC ? airMost : machine.startLevers.air;
      levers = { ...levers, burner, air };
    }
    for (let step = 0; step < stepsPerSecond; step += 1) drum = stepper.step(drum, levers);
    came.push(drum.btC);
  }
  return null;
}

function burnerSteps(
  machine: TwinMachine,
): Readonly<Record<'least' | 'holding' | 'heating', number>> {
  const { burnerFull, burnerExponent } = machine.physics;
  const lever = machine.levers.find(({ id }) => id === 'burner');
  const [least, most] = [lever?.min ?? 0, lever?.max ?? burnerFull];
  const holding = burnerFull * heldAt(machine).burner ** (1 / burnerExponent);
  return { least, holding, heating: Math.max(least + heatingShare * (most - least), holding) };
}
