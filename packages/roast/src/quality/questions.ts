import { Grams, type QualityField, type QualityValues, weightLossPct } from '@artisan-ts/domain';

/** A value that is possible and unusual: shown beside it, never refused. */
export interface QualityQuestion {
  readonly field: QualityField;
  /** What is unusual, and what to look at. */
  readonly message: string;
}

/** What follows from the values; null where it cannot be told. */
export interface QualityFacts {
  /** Percent of green. */
  readonly lossPct: number | null;
  /** The same with what was sorted out. */
  readonly totalLossPct: number | null;
  /** Ground minus whole, in the numbers of the instrument. */
  readonly colourDelta: number | null;
}

/** Weight losses and the colour difference. */
export function qualityFacts(values: QualityValues): QualityFacts {
  const { greenG, roastedG, defectsG, wholeColour, groundColour } = values;
  const grams = (mass: number | null) => (mass === null ? null : Grams(mass));
  const kept = roastedG === null || defectsG === null ? null : Math.max(0, roastedG - defectsG);
  return {
    lossPct: weightLossPct(grams(greenG), grams(roastedG)),
    totalLossPct: weightLossPct(grams(greenG), grams(kept)),
    colourDelta: wholeColour === null || groundColour === null ? null : groundColour - wholeColour,
  };
}

interface UsualRange {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
}

/** What roasters see, apart from a rare exception; the exception is flagged. */
const usual = {
  loss: { name: 'Weight loss', min: 8, max: 24, unit: ' %' },
  moistureGreenPct: { name: 'Green moisture', min: 8, max: 13.5, unit: ' %' },
  densityGreenGPerL: { name: 'Green density', min: 550, max: 900, unit: ' g/L' },
  waterActivity: { name: 'Water activity', min: 0.4, max: 0.7, unit: '' },
  agtron: { name: 'Agtron colour', min: 25, max: 95, unit: '' },
} as const satisfies Record<string, UsualRange>;

/** Whatever about the values looks like a slip, in the order of the fields. */
export function qualityQuestions(values: QualityValues): readonly QualityQuestion[] {
  const found: QualityQuestion[] = [];
  const ask = (field: QualityField, message: string | null): void => {
    if (message !== null) found.push({ field, message });
  };
  const { greenG, roastedG, defectsG } = values;
  ask('roastedG', outside(usual.loss, qualityFacts(values).lossPct, 'weigh again'));
  ask('roastedG', exceeds(roastedG, greenG, 'More came out than went in: are the two swapped?'));
  ask('defectsG', exceeds(defectsG, roastedG, 'More was sorted out than was roasted.'));
  askColour(values, ask);
  for (const field of ['moistureGreenPct', 'densityGreenGPerL', 'waterActivity'] as const) {
    ask(field, outside(usual[field], values[field], 'measure again'));
  }
  ask(
    'moistureRoastedPct',
    exceeds(
      values.moistureRoastedPct,
      values.moistureGreenPct,
      'Roasted beans are never moister than green ones: are the two swapped?',
    ),
  );
  ask(
    'densityRoastedGPerL',
    exceeds(
      values.densityRoastedGPerL,
      values.densityGreenGPerL,
      'Roasted beans are never denser than green ones: are the two swapped?',
    ),
  );
  return found;
}

type Ask = (field: QualityField, message: string | null) => void;

function askColour({ colourSystem, wholeColour, groundColour }: QualityValues, ask: Ask): void {
  if (colourSystem === 'Agtron') {
    ask('wholeColour', outside(usual.agtron, wholeColour, 'is another instrument meant?'));
    ask('groundColour', outside(usual.agtron, groundColour, 'is another instrument meant?'));
  }
  const isMeasured = wholeColour !== null || groundColour !== null;
  ask(
    'colourSystem',
    isMeasured && colourSystem === null ? 'Say which instrument, or nobody can compare it.' : null,
  );
}

function outside(range: UsualRange, value: number | null, advice: string): string | null {
  if (value === null || (value >= range.min && value <= range.max)) return null;
  const shown = Math.round(value * 100) / 100;
  return `${range.name} ${shown}${range.unit} is unusual (${range.min} to ${range.max}${range.unit}): ${advice}.`.replace(
    '?.',
    '?',
  );
}

function exceeds(value: number | null, limit: number | null, message: string): string | null {
  return value !== null && limit !== null && value > limit ? message : null;
}
