import type {
  CupFinding,
  CuppingAttribute,
  CuppingForm,
  DescriptorGroup,
} from '@artisan-ts/domain';

/** The numbers a score can be. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Words of one kind, of which so many may be chosen at most. */
export interface DescriptorList {
  readonly group: DescriptorGroup;
  readonly label: string;
  readonly max: number;
  readonly words: readonly string[];
}

/** What a form asks. */
export interface CuppingFormSpec {
  readonly scale: Scale;
  readonly attributes: readonly CuppingAttribute[];
  /** Of which the strength is noted, too. */
  readonly intensities: readonly CuppingAttribute[];
  readonly findings: readonly CupFinding[];
  readonly descriptors: readonly DescriptorList[];
}

/** How strong, in steps; source: SCA-103. */
export const intensityScale: Scale = { min: 0, max: 15, step: 1 };

/** What the attributes are called on the forms. */
export const attributeLabels: Readonly<Record<CuppingAttribute, string>> = {
  fragranceAroma: 'Fragrance / aroma',
  fragrance: 'Fragrance',
  aroma: 'Aroma',
  flavor: 'Flavor',
  aftertaste: 'Aftertaste',
  acidity: 'Acidity',
  sweetness: 'Sweetness',
  body: 'Body',
  mouthfeel: 'Mouthfeel',
  balance: 'Balance',
  overall: 'Overall',
};

/** What is said of single cups. */
export const findingLabels: Readonly<Record<CupFinding, string>> = {
  notUniform: 'Not uniform',
  notClean: 'Not clean',
  notSweet: 'Not sweet',
  taint: 'Taint',
  fault: 'Fault',
  defective: 'Defective',
};

const smells = [
  'Floral',
  'Fruity',
  'Berry',
  'Dried fruit',
  'Citrus fruit',
  'Sour/Fermented',
  'Sour',
  'Fermented',
  'Green/Vegetative',
  'Chemical',
  'Musty/Earthy',
  'Woody',
  'Roasted',
  'Cereal',
  'Burnt',
  'Tobacco',
  'Nutty/Cocoa',
  'Nutty',
  'Cocoa',
  'Spice',
  'Sweet',
  'Vanilla',
  'Brown sugar',
];

/**
 * The two forms. Sources: SCA protocol of 2004 (form of the SCAA); SCA-103 and SCA-104, the descriptive and the affective
 * assessment of the Coffee Value Assessment.
 */
export const formSpecs: Readonly<Record<Exclude<CuppingForm, 'triangle'>, CuppingFormSpec>> = {
  sca2004: {
    scale: { min: 6, max: 10, step: 0.25 },
    attributes: ['fragranceAroma', 'flavor', 'aftertaste', 'acidity', 'body', 'balance', 'overall'],
    intensities: [],
    findings: ['notUniform', 'notClean', 'notSweet', 'taint', 'fault'],
    descriptors: [],
  },
  cva: {
    scale: { min: 1, max: 9, step: 1 },
    attributes: [
      'fragrance',
      'aroma',
      'flavor',
      'aftertaste',
      'acidity',
      'sweetness',
      'mouthfeel',
      'overall',
    ],
    intensities: [
      'fragrance',
      'aroma',
      'flavor',
      'aftertaste',
      'acidity',
      'sweetness',
      'mouthfeel',
    ],
    findings: ['notUniform', 'defective'],
    descriptors: [
      { group: 'aroma', label: 'Fragrance and aroma', max: 5, words: smells },
      { group: 'flavor', label: 'Flavor and aftertaste', max: 5, words: smells },
      {
        group: 'tastes',
        label: 'Main tastes',
        max: 2,
        words: ['Salty', 'Sour', 'Sweet', 'Bitter', 'Umami'],
      },
      {
        group: 'mouthfeel',
        label: 'Mouthfeel',
        max: 2,
        words: ['Rough', 'Oily', 'Smooth', 'Mouth-drying', 'Metallic'],
      },
    ],
  },
};

/** Whether a number stands on the scale. */
export function isOnScale({ min, max, step }: Scale, value: number): boolean {
  const steps = (value - min) / step;
  return value >= min && value <= max && Math.abs(steps - Math.round(steps)) < 1e-9;
}
