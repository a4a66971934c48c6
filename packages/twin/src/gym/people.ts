import { type RandomStream, standardNormal } from '@artisan-ts/domain';
import type { Hands, Policy, Sight, Wish } from '#gym/policy.ts';
import type { Reference } from '#gym/reference.ts';

/** How a person roasts. Source of the tuned one: roast-science 11. */
interface Person {
  readonly looksEveryS: number;
  /** Gains: percent of full gas for each kelvin, and each kelvin per minute, off the reference. */
  readonly gainPct: number;
  readonly rateGainPct: number;
  readonly restS: number;
  readonly reactionS: number;
  readonly reactionSdS: number;
  /** Share of looks in which nothing is noticed, and of presses that go to the wrong side. */
  readonly missedShare: number;
  readonly misTapShare: number;
  readonly extraJitterS: number;
}

/** Gains of the tuned human, chosen on seeds of their own and frozen. */
const tuned: Person = {
  looksEveryS: 20,
  gainPct: 3,
  rateGainPct: 3,
  restS: 45,
  reactionS: 15,
  reactionSdS: 5,
  missedShare: 0,
  misTapShare: 0,
  extraJitterS: 0,
};

/** One who roasts with gloves on, and has other things to do. Chosen, not measured. */
const clumsy: Person = {
  ...tuned,
  looksEveryS: 40,
  reactionS: 25,
  reactionSdS: 10,
  missedShare: 0.2,
  misTapShare: 0.08,
  extraJitterS: 10,
};

const offC = 2;
const offCPerMin = 1.5;
const stepPct = 5;
const mostPct = 10;
const limitPct = 30;
/** From here on the probe tells something: the turning point and 45 s. */
const afterTurnS = 45;

/** A person who watches, and moves the burner when the roast leaves its reference. */
class PersonHands implements Hands {
  readonly follows = 'clock';
  readonly extraJitterS: number;
  readonly #person: Person;
  readonly #reference: Reference;
  readonly #chance: RandomStream;
  #restsUntilS = 0;

  constructor(person: Person, reference: Reference, chance: RandomStream) {
    this.#person = person;
    this.#reference = reference;
    this.#chance = chance;
    this.extraJitterS = person.extraJitterS;
  }

  look(sight: Sight): Wish | null {
    const { looksEveryS, restS, reactionS, reactionSdS, missedShare, misTapShare } = this.#person;
    const { second } = sight;
    const isLooking = second >= this.#reference.turnS + afterTurnS && second % looksEveryS === 0;
    // Chance is drawn at every look, so that what is seen never shifts what comes later.
    if (!isLooking) return null;
    const isMissed = this.#chance.next() < missedShare;
    const isMisTap = this.#chance.next() < misTapShare;
    const reaction = Math.max(1, reactionS + reactionSdS * standardNormal(this.#chance));
    const move = isMissed || second < this.#restsUntilS ? 0 : this.#move(sight);
    if (move === 0) return null;
    this.#restsUntilS = second + restS;
    const offsetPct = sight.offsetPct + (isMisTap ? -move : move);
    return { offsetPct, fromS: second + reaction };
  }

  /** By how much the offset is to change: steps of five, at most two at once. */
  #move({ second, btC, rorCPerMin, offsetPct }: Sight): number {
    const place = Math.min(second, this.#reference.btC.length - 1);
    if (btC === null || rorCPerMin === null) return 0;
    const errorC = btC - (this.#reference.btC[place] ?? btC);
    const errorCPerMin = rorCPerMin - (this.#reference.rorCPerMin[place] ?? rorCPerMin);
    if (Math.abs(errorC) <= offC && Math.abs(errorCPerMin) <= offCPerMin) return 0;
    const { gainPct, rateGainPct } = this.#person;
    const wanted = -(gainPct * errorC + rateGainPct * errorCPerMin);
    const bounded = Math.max(-limitPct, Math.min(limitPct, wanted));
    const steps = Math.round((bounded - offsetPct) / stepPct) * stepPct;
    return Math.max(-mostPct, Math.min(mostPct, steps));
  }
}

function replay(follows: Hands['follows']): Policy {
  return () => ({ follows, extraJitterS: 0, look: () => null });
}

/** Everybody who can stand at the levers, by name. */
export const policies = {
  clock: replay('clock'),
  temperature: replay('temperature'),
  human: (reference, chance) => new PersonHands(tuned, reference, chance),
  'human-first': (reference, chance) =>
    new PersonHands({ ...tuned, gainPct: 1.2, rateGainPct: 2 }, reference, chance),
  clumsy: (reference, chance) => new PersonHands(clumsy, reference, chance),
} as const satisfies Record<string, Policy>;

/** The name of a policy. */
export type PolicyName = keyof typeof policies;

export const policyNames = Object.keys(policies) as readonly PolicyName[];
