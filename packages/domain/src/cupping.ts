import type { Kept } from '#coffee.ts';
import type { CuppingId, LotId, RoastId, SampleId, TasterId, TrialId } from '#ids.ts';
import type { WallMs } from '#quantity/time.ts';

/** How is tasted: two ways to score, and one to find out whether anybody can tell two coffees apart. */
export const cuppingForms = ['sca2004', 'cva', 'triangle'] as const;
export type CuppingForm = (typeof cuppingForms)[number];

/** What the forms are called. */
export const formLabels: Readonly<Record<CuppingForm, string>> = {
  sca2004: 'SCA 2004',
  cva: 'SCA Coffee Value Assessment',
  triangle: 'Triangle test',
};

/** What stands on the table. */
export interface CuppingSample {
  readonly id: SampleId;
  /** For those who know: what is in the cups. */
  readonly name: string;
  readonly roastId: RoastId | null;
  readonly lotId: LotId | null;
}

/** A person who tastes. */
export interface Taster {
  readonly id: TasterId;
  readonly name: string;
}

/** Three cups of which two hold the same; the code is all that the taster is told. */
export interface Trial {
  readonly id: TrialId;
  readonly tasterId: TasterId;
  readonly cups: readonly { readonly code: string; readonly sampleId: SampleId }[];
}

/** One tasting under one set of codes. */
export interface CuppingRound {
  /** Three digits for each sample; empty in a triangle test, where every cup has its own. */
  readonly codes: Readonly<Partial<Record<SampleId, string>>>;
  readonly trials: readonly Trial[];
  readonly startedWallMs: WallMs;
  /** null while it is blind. */
  readonly revealedWallMs: WallMs | null;
}

/** A table of coffees that people taste without knowing which is which. */
export interface Cupping extends Kept {
  readonly id: CuppingId;
  readonly form: CuppingForm;
  readonly title: string;
  readonly createdWallMs: WallMs;
  /** Cups of each sample; trials of each taster in a triangle test. */
  readonly cups: number;
  readonly samples: readonly CuppingSample[];
  readonly tasters: readonly Taster[];
  /** At least one; the last is the one that goes on. */
  readonly rounds: readonly CuppingRound[];
  readonly notes: string;
}

/** What one taster has written about one sample, finished or not. Shape: what was not touched is absent. */
export interface CuppingSheet {
  readonly cuppingId: CuppingId;
  /** Which round, counted from 0. */
  readonly round: number;
  readonly tasterId: TasterId;
  /** The sample; the trial in a triangle test. */
  readonly itemId: SampleId | TrialId;
  readonly scores: Readonly<Partial<Record<CuppingAttribute, number>>>;
  /** How strong, 0 to 15, whether or not it is liked. */
  readonly intensities: Readonly<Partial<Record<CuppingAttribute, number>>>;
  /** Cups, counted from 0, in which something was found. */
  readonly cups: Readonly<Partial<Record<CupFinding, readonly number[]>>>;
  readonly descriptors: Readonly<Partial<Record<DescriptorGroup, readonly string[]>>>;
  readonly notes: string;
  /** In a triangle test: the code of the odd cup. */
  readonly pick: string | null;
  readonly wallMs: WallMs;
}

/** What is judged in a cup; each form takes some of them. */
export const cuppingAttributes = [
  'fragranceAroma',
  'fragrance',
  'aroma',
  'flavor',
  'aftertaste',
  'acidity',
  'sweetness',
  'body',
  'mouthfeel',
  'balance',
  'overall',
] as const;
export type CuppingAttribute = (typeof cuppingAttributes)[number];

/** What can be wrong with a single cup. */
export const cupFindings = [
  'notUniform',
  'notClean',
  'notSweet',
  'taint',
  'fault',
  'defective',
] as const;
export type CupFinding = (typeof cupFindings)[number];

/** Where a word was perceived. */
export const descriptorGroups = ['aroma', 'flavor', 'tastes', 'mouthfeel'] as const;
export type DescriptorGroup = (typeof descriptorGroups)[number];
