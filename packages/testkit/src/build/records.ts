import {
  type Coffee,
  type Cupping,
  type CuppingSheet,
  Grams,
  type Lot,
  makeId,
  WallMs,
} from '@artisan-ts/domain';

const hex = (number: number): string => number.toString(16).padStart(32, '0');

/** Coffee number `number`; say what matters to the test. */
export function buildCoffee(number = 1, parts: Partial<Coffee> = {}): Coffee {
  return {
    id: makeId('coffee', hex(number)),
    revision: 1,
    isArchived: false,
    name: `Coffee ${number}`,
    origin: '',
    process: '',
    variety: '',
    supplier: '',
    notes: '',
    ...parts,
  };
}

/** Lot number `number` of the first coffee, 60 kg; say what matters to the test. */
export function buildLot(number = 1, parts: Partial<Lot> = {}): Lot {
  return {
    id: makeId('lot', hex(number)),
    coffeeId: buildCoffee(1).id,
    revision: 1,
    isArchived: false,
    name: `Lot ${number}`,
    receivedOn: null,
    receivedG: Grams(60_000),
    moisturePct: null,
    densityGPerL: null,
    waterActivity: null,
    screenSize: '',
    location: '',
    notes: '',
    ...parts,
  };
}

/** Cupping number `number`: two samples, one taster, blind; say what matters to the test. */
export function buildCupping(number = 1, parts: Partial<Cupping> = {}): Cupping {
  const samples = [1, 2].map((each) => makeId('sample', hex(each)));
  return {
    id: makeId('cupping', hex(number)),
    revision: 1,
    isArchived: false,
    form: 'sca2004',
    title: `Cupping ${number}`,
    createdWallMs: WallMs(0),
    cups: 5,
    samples: samples.map((id) => ({ id, name: '', roastId: null, lotId: null })),
    tasters: [{ id: makeId('taster', hex(1)), name: 'Ada' }],
    rounds: [
      {
        codes: Object.fromEntries(samples.map((id, index) => [id, String(274 + index)])),
        trials: [],
        startedWallMs: WallMs(0),
        revealedWallMs: null,
      },
    ],
    notes: '',
    ...parts,
  };
}

/** What the first taster wrote about a sample of the first cupping; say what matters to the test. */
export function buildSheet(sample = 1, parts: Partial<CuppingSheet> = {}): CuppingSheet {
  return {
    cuppingId: buildCupping().id,
    round: 0,
    tasterId: makeId('taster', hex(1)),
    itemId: makeId('sample', hex(sample)),
    scores: {},
    intensities: {},
    cups: {},
    descriptors: {},
    notes: '',
    pick: null,
    wallMs: WallMs(0),
    ...parts,
  };
}
