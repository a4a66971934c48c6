import type { CuppingForm, CuppingSheet } from '@artisan-ts/domain';
import { formSpecs } from '#cupping/forms.ts';

/** What of a sheet makes its score. */
export type ScoredParts = Pick<CuppingSheet, 'scores' | 'cups'>;
type ScoredForm = Exclude<CuppingForm, 'triangle'>;

/** Points of an attribute that is judged cup by cup when nothing is wrong: two for each of five cups. */
const perCupPoints = 10;
const taintPoints = 2;
const faultPoints = 4;

/** The score of a sheet on the scale to 100; null while an attribute is not scored. */
export function totalScore(form: ScoredForm, parts: ScoredParts, cups: number): number | null {
  const sum = scoreSum(form, parts);
  if (sum === null) return null;
  return form === 'sca2004' ? sca2004Score(sum, parts, cups) : cvaScore(sum, parts);
}

/** How many of the attributes are scored, of how many. */
export function progress(
  form: ScoredForm,
  parts: Pick<ScoredParts, 'scores'>,
): { readonly done: number; readonly of: number } {
  const { attributes } = formSpecs[form];
  const done = attributes.filter((attribute) => parts.scores[attribute] !== undefined).length;
  return { done, of: attributes.length };
}

function scoreSum(form: ScoredForm, { scores }: ScoredParts): number | null {
  let sum = 0;
  for (const attribute of formSpecs[form].attributes) {
    const score = scores[attribute];
    if (score === undefined) return null;
    sum += score;
  }
  return sum;
}

/** Seven scored attributes, three judged cup by cup, less 2 for every tainted and 4 for every faulty cup. */
function sca2004Score(sum: number, { cups: found }: ScoredParts, cups: number): number {
  const clean = (wrong: readonly number[] | undefined): number =>
    perCupPoints * (1 - (wrong?.length ?? 0) / cups);
  const perCup = clean(found.notUniform) + clean(found.notClean) + clean(found.notSweet);
  const defects =
    taintPoints * (found.taint?.length ?? 0) + faultPoints * (found.fault?.length ?? 0);
  return hundredths(sum + perCup - defects);
}

/**
 * S = 0.65625 * sum of the eight sections + 52.75 - 2u - 4d, rounded to 0.25, where u cups are not uniform and d are
 * defective. Source: SCA-104. All nines give 100, all fives 79.
 */
function cvaScore(sum: number, { cups: found }: ScoredParts): number {
  const defects = 2 * (found.notUniform?.length ?? 0) + 4 * (found.defective?.length ?? 0);
  return Math.round((0.65625 * sum + 52.75 - defects) * 4) / 4;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
