import { type RandomStream, standardNormal } from '@artisan-ts/domain';
import { FollowedLevers } from '#disturbances/followed-levers.ts';
import type { RoastDay } from '#disturbances/roast-day.ts';
import type { Hands, Wish } from '#gym/policy.ts';
import type { Reference } from '#gym/reference.ts';
import type { LeverStep, LeverValues } from '#machines/twin-machine.ts';

/** The levers of a roast: the schedule, what hands add to it, and how the machine of the day follows. */
export class ActuatedLevers {
  offsetPct = 0;
  moves = 0;
  travelPct = 0;
  readonly #day: RoastDay;
  readonly #reference: Reference;
  readonly #follows: Hands['follows'];
  #scheduled: readonly (LeverStep & { readonly dueC: number })[];
  #plan: LeverValues;
  #wishes: readonly Wish[] = [];
  readonly #followed: FollowedLevers;
  /** What the hands set, as they would write it down; the first entry holds from charge. */
  readonly set: { readonly atS: number; readonly levers: LeverValues }[] = [];

  constructor(day: RoastDay, reference: Reference, hands: Hands, jitter: RandomStream) {
    const { machine, stepJitterS } = day;
    this.#day = day;
    this.#reference = reference;
    this.#follows = hands.follows;
    const sdS = Math.hypot(stepJitterS, hands.extraJitterS);
    this.#scheduled = reference.schedule.map((step) => ({
      ...step,
      atS: step.atS === 0 ? 0 : Math.max(1, step.atS + sdS * standardNormal(jitter)),
      dueC: reference.btC[step.atS] ?? Number.POSITIVE_INFINITY,
    }));
    this.#plan = machine.startLevers;
    this.set.push({ atS: 0, levers: machine.startLevers });
    const { burnerFull } = machine.physics;
    this.#followed = new FollowedLevers(day.actuator, burnerFull, machine.startLevers);
  }

  /** Hands decide something. */
  wish(wish: Wish): void {
    this.moves += 1;
    this.travelPct += Math.abs(wish.offsetPct - this.offsetPct);
    this.offsetPct = wish.offsetPct;
    this.#wishes = [...this.#wishes, wish];
  }

  /** Where the levers of the machine really stand. */
  at(second: number, shownC: number | null): LeverValues {
    for (const step of this.#scheduled.filter((each) => this.#isDue(each, second, shownC))) {
      this.#plan = { ...this.#plan, [step.lever]: step.value };
      this.#scheduled = this.#scheduled.filter((each) => each !== step);
    }
    const offsetPct = this.#wishes.findLast(({ fromS }) => fromS <= second)?.offsetPct ?? 0;
    const commanded = { ...this.#plan, burner: this.#burner(offsetPct) };
    if (this.#followed.command(second, commanded))
      this.set.push({ atS: second, levers: commanded });
    return this.#followed.at(second);
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
    const { machine } = this.#day;
    const { burnerFull } = machine.physics;
    const lever = machine.levers.find(({ id }) => id === 'burner');
    const wanted = this.#plan.burner + (burnerFull * offsetPct) / 100;
    return Math.min(lever?.max ?? burnerFull, Math.max(lever?.min ?? 0, wanted));
  }
}
