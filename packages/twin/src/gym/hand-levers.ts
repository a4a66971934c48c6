import { type RandomStream, standardNormal } from '@artisan-ts/domain';
import type { Hands, Wish } from '#gym/policy.ts';
import type { Reference } from '#gym/reference.ts';
import type { LeverStep, LeverValues, TwinMachine } from '#machines/twin-machine.ts';

/** Where the hands at a machine set its levers: the schedule, early or late as hands are, and what they add to it. */
export class HandLevers {
  offsetPct = 0;
  moves = 0;
  travelPct = 0;
  readonly #machine: TwinMachine;
  readonly #reference: Reference;
  readonly #follows: Hands['follows'];
  #scheduled: readonly (LeverStep & { readonly dueC: number })[];
  #plan: LeverValues;
  #wishes: readonly Wish[] = [];

  /** `stepJitterS`: by how much (SD) a step of the schedule comes early or late, beside what the hands themselves add. */
  constructor(
    machine: TwinMachine,
    reference: Reference,
    hands: Hands,
    { stepJitterS, chance }: { readonly stepJitterS: number; readonly chance: RandomStream },
  ) {
    this.#machine = machine;
    this.#reference = reference;
    this.#follows = hands.follows;
    const sdS = Math.hypot(stepJitterS, hands.extraJitterS);
    this.#scheduled = reference.schedule.map((step) => ({
      ...step,
      atS: step.atS === 0 ? 0 : Math.max(1, step.atS + sdS * standardNormal(chance)),
      dueC: reference.btC[step.atS] ?? Number.POSITIVE_INFINITY,
    }));
    this.#plan = machine.startLevers;
  }

  /** Hands decide something. */
  wish(wish: Wish): void {
    this.moves += 1;
    this.travelPct += Math.abs(wish.offsetPct - this.offsetPct);
    this.offsetPct = wish.offsetPct;
    this.#wishes = [...this.#wishes, wish];
  }

  /** Where the hands have set the levers a second after charge; asked with seconds that never fall. */
  at(second: number, shownC: number | null): LeverValues {
    for (const step of this.#scheduled.filter((each) => this.#isDue(each, second, shownC))) {
      this.#plan = { ...this.#plan, [step.lever]: step.value };
      this.#scheduled = this.#scheduled.filter((each) => each !== step);
    }
    const offsetPct = this.#wishes.findLast(({ fromS }) => fromS <= second)?.offsetPct ?? 0;
    return { ...this.#plan, burner: this.#burner(offsetPct) };
  }

  #isDue(
    step: LeverStep & { readonly dueC: number },
    second: number,
    shownC: number | null,
  ): boolean {
    const isEarly = step.atS <= this.#reference.turnS;
    if (this.#follows === 'clock' || isEarly) return second >= step.atS;
    return second > this.#reference.turnS && shownC !== null && shownC >= step.dueC;
  }

  #burner(offsetPct: number): number {
    const { burnerFull } = this.#machine.physics;
    const lever = this.#machine.levers.find(({ id }) => id === 'burner');
    const wanted = this.#plan.burner + (burnerFull * offsetPct) / 100;
    return Math.min(lever?.max ?? burnerFull, Math.max(lever?.min ?? 0, wanted));
  }
}
