import { type RandomStream, seededStream } from '@artisan-ts/domain';
import { type FaultName, faultNames, type PolicyName, type twinMachines } from '@artisan-ts/twin';

/** A machine of the roastery and who stands at it. */
export interface MachinePlan {
  readonly name: string;
  readonly model: keyof typeof twinMachines;
  /** Who roasts, and how. */
  readonly person: string;
  readonly hands: PolicyName;
  readonly coffee: string;
  readonly seed: number;
  readonly batches: readonly BatchPlan[];
}

/** What is strange about a batch, so that a person has to look at it. */
export const oddities = {
  givenUp: 'dropped soon after charge: something was forgotten',
  cableOut: 'the cable of the probes is out for more than a fifth of the roast',
  falseStart: 'before it, charge is pressed with no beans in the drum',
  probeStuck: 'the bean probe shows one value from a moment on',
  etLost: 'the environment probe shows nothing any more',
} as const;
export type Oddity = keyof typeof oddities;

/** One batch as it is meant, and what goes wrong with it. Times in seconds. */
export interface BatchPlan {
  /** From 1, by machine. */
  readonly number: number;
  /** From the drop before to this charge. */
  readonly restS: number;
  readonly greenG: number;
  /** Which marks the person remembers to press. */
  readonly presses: { readonly charge: boolean; readonly fcStart: boolean; readonly drop: boolean };
  readonly faults: readonly FaultName[];
  readonly oddity: Oddity | null;
  /** The cable falls out for a moment, and is put in again: a gap that needs nobody. */
  readonly cable: { readonly fromS: number; readonly forS: number } | null;
}

/** What happens to the computer. Times in seconds of the day. */
export type DayFault =
  | { readonly kind: 'killed'; readonly atS: number; readonly downS: number }
  /** The program dies in the middle of the next report, at a numbered request to the store. */
  | {
      readonly kind: 'killedReporting';
      readonly atS: number;
      readonly downS: number;
      readonly request: number;
      readonly isDone: boolean;
    }
  /** The disk takes nothing. */
  | { readonly kind: 'diskFull'; readonly atS: number; readonly forS: number };

/** A whole day. */
export interface DayPlan {
  readonly seed: number;
  readonly machines: readonly MachinePlan[];
  readonly faults: readonly DayFault[];
}

/** Of so many batches one wants a person, at most. */
const batchesPerOddity = 20;
/** Share of batches in which something breaks. */
const brokenShare = 0.15;
const shortCableShare = 0.08;
/** A batch and the rest before it, about: where faults of the computer are laid. */
const batchS = 900;
const requestsOfReport = 9;
/** Somebody has to be there to start. */
const morningS = 120;

const staff = [
  {
    name: 'Drum 1',
    model: 'g1',
    person: 'Ada',
    hands: 'human',
    coffee: 'Guji natural',
    greenG: 1000,
  },
  {
    name: 'Drum 2',
    model: 'hottop',
    person: 'Ben',
    hands: 'clumsy',
    coffee: 'Huila washed',
    greenG: 250,
  },
] as const satisfies readonly (Omit<MachinePlan, 'seed' | 'batches'> & {
  readonly greenG: number;
})[];

/** How often a person forgets a mark. */
const forgets = {
  human: { charge: 0.02, fcStart: 0.1, drop: 0.02 },
  clumsy: { charge: 0.15, fcStart: 0.4, drop: 0.15 },
} as const;

/** What a strange batch has from the twin. */
const faultOfOddity: Readonly<Partial<Record<Oddity, FaultName>>> = {
  probeStuck: 'stuckProbe',
  etLost: 'etLost',
};
/** What can break in any batch: nothing that a person has to look at, and nothing that waits for an approval. */
const breakable = faultNames.filter(
  (name) => name !== 'approvalLost' && !Object.values(faultOfOddity).includes(name),
);

/** The day of a seed: two machines and so many batches, shared evenly. The same seed and number give the same day. */
export function planDay(seed: number, batches: number): DayPlan {
  const chance = seededStream(seed, 'day.plan');
  const odd = oddBatches(batches, chance);
  let number = 0;
  const machines = staff.map((of, index) => {
    const own = Math.floor(batches / staff.length) + (index < batches % staff.length ? 1 : 0);
    const { greenG, ...plan } = of;
    return {
      ...plan,
      seed: seed * staff.length + index,
      batches: Array.from({ length: own }, (_, at) =>
        batchOf({ number: at + 1, greenG, oddity: odd.get(number++) ?? null }, of.hands, chance),
      ),
    };
  });
  return { seed, machines, faults: faultsOf(batches, chance) };
}

/** None, some or as many as may be, each another batch. */
function oddBatches(batches: number, chance: RandomStream): ReadonlyMap<number, Oddity> {
  const most = Math.floor(batches / batchesPerOddity);
  const count = below(chance, most + 1);
  const kinds = Object.keys(oddities) as Oddity[];
  const found = new Map<number, Oddity>();
  while (found.size < count) found.set(below(chance, batches), pick(chance, kinds));
  return found;
}

function batchOf(
  of: { readonly number: number; readonly greenG: number; readonly oddity: Oddity | null },
  hands: keyof typeof forgets,
  chance: RandomStream,
): BatchPlan {
  // Chance is drawn for everything, so that what happens never shifts what comes later.
  const drawn = Array.from({ length: 7 }, () => chance.next());
  const [rest = 0, green = 0, charge = 0, fcStart = 0, drop = 0, breaks = 0, slips = 0] = drawn;
  const fault = pick(chance, breakable);
  // The station bears what lasts less than 45 s and calls nobody; the cable is found again 5 s late at most.
  const cable = { fromS: 60 + 400 * chance.next(), forS: 8 + 30 * chance.next() };
  const isOdd = of.oddity !== null;
  const isBroken = breaks < brokenShare && !isOdd;
  const forgotten = forgets[hands];
  return {
    ...of,
    restS: 180 + Math.round(180 * rest),
    // Scales show whole grams.
    greenG: Math.round(of.greenG * (0.985 + 0.03 * green)),
    presses: {
      // Who gives a batch up, or looks for a cable, was at the screen.
      charge: isOdd || charge >= forgotten.charge,
      fcStart: fcStart >= forgotten.fcStart,
      drop: isOdd || drop >= forgotten.drop,
    },
    faults: isBroken ? [fault] : faultsOfOddity(of.oddity),
    cable: slips < shortCableShare && !isOdd && !isBroken ? cable : null,
  };
}

/** What breaks in a batch that is strange in this way. */
function faultsOfOddity(oddity: Oddity | null): readonly FaultName[] {
  const fault = oddity === null ? undefined : faultOfOddity[oddity];
  return fault === undefined ? [] : [fault];
}

function faultsOf(batches: number, chance: RandomStream): readonly DayFault[] {
  const lastS = (batches / staff.length) * batchS;
  const at = (): number => morningS + Math.round(lastS * chance.next());
  const downS = (): number => 3 + Math.round(60 * chance.next());
  const few = (): number => 1 + below(chance, 2);
  return [
    ...times(few(), () => ({ kind: 'killed' as const, atS: at(), downS: downS() })),
    ...times(few(), () => ({
      kind: 'killedReporting' as const,
      atS: at(),
      downS: downS(),
      request: 1 + below(chance, requestsOfReport),
      isDone: chance.next() < 0.5,
    })),
    ...times(few(), () => ({
      kind: 'diskFull' as const,
      atS: at(),
      forS: 20 + Math.round(200 * chance.next()),
    })),
  ];
}

function times<Made>(count: number, make: () => Made): readonly Made[] {
  return Array.from({ length: count }, make);
}

function below(chance: RandomStream, limit: number): number {
  return Math.floor(chance.next() * limit);
}

function pick<Choice>(chance: RandomStream, choices: readonly Choice[]): Choice {
  return choices[below(chance, choices.length)] as Choice;
}
