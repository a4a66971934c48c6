import { seededStream } from '@artisan-ts/domain';
import { DaySenses } from '#disturbances/day-senses.ts';
import { clockJumpS } from '#disturbances/fault-table.ts';
import type { RoastDay } from '#disturbances/roast-day.ts';
import { mean } from '#fit/bootstrap.ts';
import { ActuatedLevers } from '#gym/actuated-levers.ts';
import { glanceS, type Hands, type Policy, type Sight } from '#gym/policy.ts';
import type { Reference } from '#gym/reference.ts';
import { slopeCPerMin } from '#gym/slope.ts';
import type { TwinMachine } from '#machines/twin-machine.ts';
import { BatchStepper } from '#physics/batch-stepper.ts';
import type { EmptyDrumState } from '#physics/empty-drum.ts';
import { type BatchState, chargedState } from '#physics/heat.ts';
import { coolInTray } from '#physics/roasted-beans.ts';
import { stepS } from '#physics/step.ts';

/** How one roast came out. Times are seconds from charge; null: it never got there. */
export interface GymResult {
  readonly seed: number;
  /** The true reading through the reference's temperature of first crack, and the first beans heard. */
  readonly fcS: number | null;
  readonly crackS: number | null;
  readonly dropS: number | null;
  /** When a twentieth of the beans had gone through second crack; null: dropped before. */
  readonly secondCrackS: number | null;
  /** What became of the beans: estimates, percent of green weight and Agtron; null: never dropped. */
  readonly lossPct: number | null;
  readonly agtron: number | null;
  readonly developmentPct: number | null;
  readonly rmseC: number;
  readonly moves: number;
  readonly travelPct: number;
  readonly rorMinCPerMin: number;
  readonly etMaxC: number;
}

const stepsPerSecond = 1 / stepS;
const roastMaxS = 1200;
const rorWindowS = 30;

/** So many of the beans have to crack before anybody says that it has begun. */
const heardShare = 0.05;

/** A roast with what was read and set. */
export interface GymTrace {
  readonly result: GymResult;
  /** BT of each second from charge as it was shown; null where a reading was lost, C. */
  readonly seenC: readonly (number | null)[];
  /** What the hands set, and when; the first entry holds from charge. */
  readonly set: ActuatedLevers['set'];
  /** The drum as the beans left it. */
  readonly left: EmptyDrumState;
}

/** Roasts one day with somebody at the levers. The same day, policy and seed give the same roast. */
export function gymRoast(...asked: Parameters<typeof tracedRoast>): GymResult {
  return tracedRoast(...asked).result;
}

/** The same, with all that was read; in a drum as somebody left it, otherwise in one at its charge conditions. */
export function tracedRoast(
  day: RoastDay,
  reference: Reference,
  policy: Policy,
  seed: number,
  drum: EmptyDrumState | null = null,
): GymTrace {
  const { machine } = day;
  const hands = policy(reference, seededStream(seed, 'twin.hands'));
  const levers = new ActuatedLevers(day, reference, hands, seededStream(seed, 'twin.step-jitter'));
  const senses = new DaySenses(day, seed);
  let state = chargedIn(machine, drum);
  const stepper = new BatchStepper(machine, stepS);
  const true_: number[] = [state.btC];
  const seen: (number | null)[] = [senses.read(state, 0).btC];
  /** Readings as they came, those that came twice included: what a rate over the last thirty is made of. */
  const came = [...seen];
  const watch = new RoastWatch(day, hands);
  for (let second = 0; second < roastMaxS && !watch.isOver(second); second += 1) {
    // Hands go by the clock of the instrument.
    const shownS = senses.has('clockJump', second) ? second + clockJumpS : second;
    const { offsetPct } = levers;
    const wish = hands.watches(shownS)
      ? hands.look({ second: shownS, ...glanceAt(came), offsetPct })
      : null;
    if (wish !== null && !senses.has('approvalLost', second)) levers.wish(wish);
    const set = levers.at(shownS, seen.at(-1) ?? null);
    for (let step = 0; step < stepsPerSecond; step += 1) state = stepper.step(state, set);
    true_.push(state.btC);
    const arrival = senses.read(state, second + 1);
    seen.push(arrival.btC);
    for (let copy = 0; copy < arrival.copies; copy += 1) came.push(arrival.btC);
    watch.see(second + 1, true_, seen.at(-1) ?? null, state);
  }
  const { fcS, crackS, dropS, secondCrackS } = watch;
  const roasted = dropS === null ? null : coolInTray(machine, state);
  const result: GymResult = {
    seed,
    fcS,
    crackS,
    dropS,
    secondCrackS,
    lossPct: roasted?.lossPct.total ?? null,
    agtron: roasted?.agtron ?? null,
    developmentPct: fcS === null || dropS === null ? null : (100 * (dropS - fcS)) / dropS,
    rmseC: rmseTo(reference, true_, dropS ?? true_.length - 1),
    moves: levers.moves,
    travelPct: levers.travelPct,
    rorMinCPerMin: watch.rorMinCPerMin,
    etMaxC: watch.etMaxC,
  };
  const { burner, air, drumC, btC, etC } = state;
  return { result, seenC: seen, set: levers.set, left: { burner, air, drumC, btC, etC } };
}

function chargedIn(machine: TwinMachine, drum: EmptyDrumState | null): BatchState {
  const { conditions, startLevers } = machine;
  const charged = chargedState(machine, conditions, startLevers);
  return drum === null ? charged : { ...charged, ...drum };
}

/** What hands take in of the readings that came. */
function glanceAt(came: readonly (number | null)[]): Pick<Sight, 'btC' | 'rorCPerMin'> {
  const recent = came.slice(-glanceS).filter((value) => value !== null);
  return {
    btC: recent.length === 0 ? null : mean(recent),
    rorCPerMin: slopeCPerMin(came.slice(-rorWindowS - 1)),
  };
}

function rmseTo(reference: Reference, btC: readonly number[], endS: number): number {
  let sum = 0;
  let n = 0;
  for (let s = reference.turnS; s <= Math.min(endS, reference.btC.length - 1); s += 1) {
    sum += ((btC[s] ?? 0) - (reference.btC[s] ?? 0)) ** 2;
    n += 1;
  }
  return Math.sqrt(sum / n);
}

/** Sees the moments of a roast, and when the person lets the beans out. */
class RoastWatch {
  fcS: number | null = null;
  crackS: number | null = null;
  dropS: number | null = null;
  secondCrackS: number | null = null;
  rorMinCPerMin = Number.POSITIVE_INFINITY;
  etMaxC = 0;
  readonly #day: RoastDay;
  readonly #hands: Hands;
  #dropSeenS: number | null = null;
  #hasTurned = false;

  constructor(day: RoastDay, hands: Hands) {
    this.#day = day;
    this.#hands = hands;
  }

  isOver(second: number): boolean {
    return this.dropS !== null && second >= this.dropS;
  }

  see(second: number, btC: readonly number[], shownC: number | null, state: BatchState): void {
    const nowC = btC.at(-1) ?? 0;
    const beforeC = btC.at(-2) ?? nowC;
    const { fcStartC, dryEndC, dropC } = this.#day.machine.markTemperatures;
    this.#hasTurned ||= nowC < dryEndC;
    if (!this.#hasTurned) return;
    const through = (targetC: number): number =>
      second - 1 + (targetC - beforeC) / (nowC - beforeC);
    if (this.fcS === null && nowC >= fcStartC) this.fcS = through(fcStartC);
    if (this.crackS === null && nowC >= this.#day.firstCrackC) {
      this.crackS = through(this.#day.firstCrackC);
    }
    const isHot = shownC !== null && shownC >= dropC;
    if (this.#dropSeenS === null && isHot && this.#hands.watches(second)) {
      this.#dropSeenS = second;
      this.dropS = second + this.#day.dropReactionS;
    }
    if (this.secondCrackS === null && state.secondCracked >= heardShare) this.secondCrackS = second;
    this.etMaxC = Math.max(this.etMaxC, state.etC);
    if (nowC >= dryEndC) {
      const ror = slopeCPerMin(btC.slice(-rorWindowS - 1)) ?? 0;
      this.rorMinCPerMin = Math.min(this.rorMinCPerMin, ror);
    }
  }
}
