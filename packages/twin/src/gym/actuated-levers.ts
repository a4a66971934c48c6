import type { RandomStream } from '@artisan-ts/domain';
import { FollowedLevers } from '#disturbances/followed-levers.ts';
import type { RoastDay } from '#disturbances/roast-day.ts';
import { HandLevers } from '#gym/hand-levers.ts';
import type { Hands, Wish } from '#gym/policy.ts';
import type { Reference } from '#gym/reference.ts';
import type { LeverValues } from '#machines/twin-machine.ts';

/** The levers of a roast: where the hands set them, and how the machine of the day follows. */
export class ActuatedLevers {
  readonly #hands: HandLevers;
  readonly #followed: FollowedLevers;
  /** What the hands set, as they would write it down; the first entry holds from charge. */
  readonly set: { readonly atS: number; readonly levers: LeverValues }[] = [];

  constructor(day: RoastDay, reference: Reference, hands: Hands, chance: RandomStream) {
    const { machine, stepJitterS, actuator } = day;
    this.#hands = new HandLevers(machine, reference, hands, { stepJitterS, chance });
    this.set.push({ atS: 0, levers: machine.startLevers });
    const { burnerFull } = machine.physics;
    this.#followed = new FollowedLevers(actuator, burnerFull, machine.startLevers);
  }

  get offsetPct(): number {
    return this.#hands.offsetPct;
  }

  get moves(): number {
    return this.#hands.moves;
  }

  get travelPct(): number {
    return this.#hands.travelPct;
  }

  /** Hands decide something. */
  wish(wish: Wish): void {
    this.#hands.wish(wish);
  }

  /** Where the levers of the machine really stand. */
  at(second: number, shownC: number | null): LeverValues {
    const commanded = this.#hands.at(second, shownC);
    if (this.#followed.command(second, commanded))
      this.set.push({ atS: second, levers: commanded });
    return this.#followed.at(second);
  }
}
