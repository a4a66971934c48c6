import { type RandomStream, standardNormal } from '@artisan-ts/domain';
import { glanceS, type Hands, type Policy, type Sight, type Wish } from '#gym/policy.ts';
import type { Reference } from '#gym/reference.ts';

/** How a person roasts. Source of the tuned one: roast-science 11. */
interface Person {
  /** Between two looks nothing is noticed, not even that it is time to drop. */
  readonly looksEveryS: number;
  /** Gains: percent of full gas for each kelvin, and each kelvin per minute, off the reference. */
  readonly gainPct: number;
  readonly rateGainPct: number;
  readonly restS: number;
  /** Seconds from a look to the lever, of a standard normal draw. */
  readonly reactionS: (drawn: number) => number;
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
  reactionS: (drawn) => 15 + 5 * drawn,
  missedShare: 0,
  misTapShare: 0,
  extraJitterS: 0,
};

/**
 * One who judges like the tuned one, and whose hands keep the time of real ones. Source: `artisan twin hands` on the development
 * roasts of three machines: from first crack to the next move 34 to 46 s (median; 10th percentile 10 to 39, 90th 51 to 112),
 * one move in ten within 16 to 24 s of the last, and the same step of the next roast 28 to 35 s earlier or later (SD;
 * steps that were moved on purpose are in it, so the least counts).
 */
const home: Person = {
  ...tuned,
  restS: 20,
  reactionS: (drawn) => 35 * Math.exp(0.85 * drawn),
  extraJitterS: 28,
};

/** The same with gloves on, and other things to do: how often looks and presses go wrong is chosen, not measured. */
const clumsy: Person = { ...home, looksEveryS: 40, missedShare: 0.2, misTapShare: 0.08 };

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

  watches(second: number): boolean {
    return second % this.#person.looksEveryS === 0;
  }

  look(sight: Sight): Wish | null {
    const { restS, reactionS, missedShare, misTapShare } = this.#person;
    const { second } = sight;
    if (second < this.#reference.turnS + afterTurnS) return null;
    // Chance is drawn at every look, so that what is seen never shifts what comes later.
    const isMissed = this.#chance.next() < missedShare;
    const isMisTap = this.#chance.next() < misTapShare;
    const reaction = Math.max(1, reactionS(standardNormal(this.#chance)));
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
    const errorC = btC - glancedC(this.#reference, place);
    const errorCPerMin = rorCPerMin - (this.#reference.rorCPerMin[place] ?? rorCPerMin);
    if (Math.abs(errorC) <= offC && Math.abs(errorCPerMin) <= offCPerMin) return 0;
    const { gainPct, rateGainPct } = this.#person;
    const wanted = -(gainPct * errorC + rateGainPct * errorCPerMin);
    const bounded = Math.max(-limitPct, Math.min(limitPct, wanted));
    const steps = Math.round((bounded - offsetPct) / stepPct) * stepPct;
    return Math.max(-mostPct, Math.min(mostPct, steps));
  }
}

/** The reference as a person takes it in: over as many seconds as the reading, or it would always seem ahead. */
function glancedC({ btC }: Reference, second: number): number {
  const glance = btC.slice(Math.max(0, second + 1 - glanceS), second + 1);
  return glance.reduce((sum, valueC) => sum + valueC, 0) / glance.length;
}

function replay(follows: Hands['follows']): Policy {
  return () => ({ follows, extraJitterS: 0, look: () => null, watches: () => true });
}

/** Everybody who can stand at the levers, by name. */
export const policies = {
  clock: replay('clock'),
  temperature: replay('temperature'),
  human: (reference, chance) => new PersonHands(tuned, reference, chance),
  'human-first': (reference, chance) =>
    new PersonHands({ ...tuned, gainPct: 1.2, rateGainPct: 2 }, reference, chance),
  home: (reference, chance) => new PersonHands(home, reference, chance),
  clumsy: (reference, chance) => new PersonHands(clumsy, reference, chance),
} as const satisfies Record<string, Policy>;

/** The name of a policy. */
export type PolicyName = keyof typeof policies;

export const policyNames = Object.keys(policies) as readonly PolicyName[];
