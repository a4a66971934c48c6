import type { MarkKind } from '#mark.ts';

/** The moments at which roasts are laid on each other. */
export const alignments = [
  'charge',
  'turningPoint',
  'dryEnd',
  'fcStart',
  'drop',
] as const satisfies readonly MarkKind[];
export type Alignment = (typeof alignments)[number];

/** The numbers by which batches are told apart, in the order of a roast. */
export const batchMeasures = [
  'timeToCrackS',
  'dropTimeS',
  'dropC',
  'dtrPct',
  'weightLossPct',
] as const;
export type BatchMeasure = (typeof batchMeasures)[number];

/** What batches are put together by. */
export const groupings = ['coffee', 'profile', 'configuration', 'person'] as const;
export type Grouping = (typeof groupings)[number];
