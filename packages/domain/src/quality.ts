import type { PhotoId } from '#ids.ts';
import type { WallMs } from '#quantity/time.ts';

/** Instruments whose colour numbers mean different things. */
export const colourSystems = ['Agtron', 'Tonino', 'ColorTrack', 'Colorette', 'ColorTest'] as const;
export type ColourSystem = (typeof colourSystems)[number];

/** What a person sees on the roasted beans or heard at first crack; the names are those of Artisan's files. */
export const roastObservations = [
  'heavyFC',
  'lowFC',
  'lightCut',
  'darkCut',
  'drops',
  'oily',
  'uneven',
  'tipping',
  'scorching',
  'divots',
] as const;
export type RoastObservation = (typeof roastObservations)[number];

/** What the observations are called. */
export const observationLabels: Readonly<Record<RoastObservation, string>> = {
  heavyFC: 'Loud first crack',
  lowFC: 'Quiet first crack',
  lightCut: 'Light cut',
  darkCut: 'Dark cut',
  drops: 'Oil drops',
  oily: 'Oily',
  uneven: 'Uneven',
  tipping: 'Tipping',
  scorching: 'Scorching',
  divots: 'Divots',
};

/** A measured quantity of a roast: its name for people, its unit, and the numbers that are possible at all. */
export interface MeasureSpec {
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** Counted, not measured. */
  readonly isWhole?: true;
}

const tonne = 1_000_000;

/** Every number that is kept of the quality of a roast. Stored in the unit of its name. */
export const measures = {
  greenG: { label: 'Green', unit: 'g', min: 0.01, max: tonne },
  roastedG: { label: 'Roasted', unit: 'g', min: 0.01, max: tonne },
  defectsG: { label: 'Sorted out', unit: 'g', min: 0, max: tonne },
  wholeColour: { label: 'Whole bean', unit: '', min: 0, max: 300 },
  groundColour: { label: 'Ground', unit: '', min: 0, max: 300 },
  moistureGreenPct: { label: 'Moisture, green', unit: '%', min: 0, max: 100 },
  moistureRoastedPct: { label: 'Moisture, roasted', unit: '%', min: 0, max: 100 },
  densityGreenGPerL: { label: 'Density, green', unit: 'g/L', min: 1, max: 2000 },
  densityRoastedGPerL: { label: 'Density, roasted', unit: 'g/L', min: 1, max: 2000 },
  waterActivity: { label: 'Water activity', unit: 'aw', min: 0, max: 1 },
  quakers: { label: 'Quakers', unit: 'beans', min: 0, max: 100_000, isWhole: true },
  ambientC: { label: 'Room temperature', unit: '°C', min: -60, max: 80 },
  ambientHumidityPct: { label: 'Room humidity', unit: '%', min: 0, max: 100 },
  ambientPressureHPa: { label: 'Air pressure', unit: 'hPa', min: 300, max: 1200 },
} as const satisfies Record<string, MeasureSpec>;
export type Measure = keyof typeof measures;
export const measureNames = Object.keys(measures) as readonly Measure[];

/** All that a person says of a roast: what it was, what it weighs, looks and tastes like; null is not measured, empty is not seen or not written. */
export type QualityValues = Readonly<Record<Measure, number | null>> & {
  readonly colourSystem: ColourSystem | null;
  readonly observations: readonly RoastObservation[];
  /** What it was roasted by: `Filter, light`. */
  readonly profile: string;
  /** Who roasted it. */
  readonly person: string;
  readonly roastingNotes: string;
  readonly cuppingNotes: string;
  /** The photos that are shown, oldest first. */
  readonly photoIds: readonly PhotoId[];
};
export type QualityField = keyof QualityValues;

/** The fields in the order in which they are read. */
export const qualityFields: readonly QualityField[] = [
  ...measureNames,
  'colourSystem',
  'observations',
  'profile',
  'person',
  'roastingNotes',
  'cuppingNotes',
  'photoIds',
];

/** One value of a roast was replaced by another. The list of a roast is never shortened. */
export interface Correction {
  readonly field: QualityField;
  readonly before: QualityValue;
  readonly after: QualityValue;
  /** Who says so; empty when nobody gave a name. */
  readonly who: string;
  readonly why: string;
  readonly wallMs: WallMs;
  /** This one takes back the correction that stands at this place of the list, counted from 0. */
  readonly undoes?: number;
}
export type QualityValue = number | string | readonly string[] | null;

/** Kinds of picture that browsers show and that cannot hold a program. */
export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PhotoType = (typeof photoTypes)[number];

/** A picture of a roast. Its bytes lie in the data folder. */
export interface Photo {
  readonly id: PhotoId;
  readonly type: PhotoType;
  readonly bytes: number;
  readonly caption: string;
  readonly wallMs: WallMs;
}

/** What of the quality is not in the header of the roast itself. A field that is absent was not measured. */
export interface RoastQuality {
  readonly values: Partial<Omit<QualityValues, 'greenG' | 'roastedG' | 'roastingNotes'>>;
  readonly corrections: readonly Correction[];
  /** Every photo that was ever taken in, shown or not. */
  readonly photos: readonly Photo[];
}

/** The quality of a roast, whole. */
export function qualityOf(
  header: Pick<QualityValues, 'greenG' | 'roastedG' | 'roastingNotes'> & {
    readonly quality?: RoastQuality;
  },
): QualityValues {
  const { greenG, roastedG, roastingNotes, quality } = header;
  return { ...nothingKnown, ...quality?.values, greenG, roastedG, roastingNotes };
}

const nothingKnown: QualityValues = {
  greenG: null,
  roastedG: null,
  defectsG: null,
  wholeColour: null,
  groundColour: null,
  moistureGreenPct: null,
  moistureRoastedPct: null,
  densityGreenGPerL: null,
  densityRoastedGPerL: null,
  waterActivity: null,
  quakers: null,
  ambientC: null,
  ambientHumidityPct: null,
  ambientPressureHPa: null,
  colourSystem: null,
  observations: [],
  profile: '',
  person: '',
  roastingNotes: '',
  cuppingNotes: '',
  photoIds: [],
};
