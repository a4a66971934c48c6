import {
  colourSystems,
  type Measure,
  measureNames,
  measures,
  photoTypes,
  type QualityField,
  qualityFields,
  roastObservations,
} from '@artisan-ts/domain';
import { z } from 'zod';
import { idOf, wallMs } from '#document-form.ts';

/** One number of the quality of a roast, within what is possible. */
export function measureNumber(measure: Measure) {
  const spec: { readonly min: number; readonly max: number; readonly isWhole?: true } =
    measures[measure];
  const words = `a ${spec.isWhole ? 'whole ' : ''}number from ${spec.min} to ${spec.max}`;
  const number = spec.isWhole ? z.int(words) : z.number(words);
  return number.min(spec.min, words).max(spec.max, words);
}

type OtherMeasure = Exclude<Measure, 'greenG' | 'roastedG'>;

const otherMeasures = measureNames.filter(
  (name): name is OtherMeasure => name !== 'greenG' && name !== 'roastedG',
);
const storedMeasures = Object.fromEntries(
  otherMeasures.map((name) => [name, z.exactOptional(z.number().nullable())]),
) as Record<OtherMeasure, z.ZodExactOptional<z.ZodNullable<z.ZodNumber>>>;

const qualityValue = z.union([z.number(), z.string(), z.array(z.string()), z.null()]);

/** One value that was replaced by another. */
export const storedCorrection = z.strictObject({
  field: z.enum(qualityFields as readonly [QualityField, ...QualityField[]]),
  before: qualityValue,
  after: qualityValue,
  who: z.string(),
  why: z.string(),
  wallMs,
  undoes: z.exactOptional(z.int().min(0)),
});

const photo = z.strictObject({
  id: idOf('photo'),
  type: z.enum(photoTypes),
  bytes: z.int().min(1),
  caption: z.string(),
  wallMs,
});

/** The quality of a roast as it lies in its header. */
export const storedQuality = z.strictObject({
  values: z.strictObject({
    ...storedMeasures,
    colourSystem: z.exactOptional(z.enum(colourSystems).nullable()),
    observations: z.exactOptional(z.array(z.enum(roastObservations))),
    profile: z.exactOptional(z.string()),
    person: z.exactOptional(z.string()),
    cuppingNotes: z.exactOptional(z.string()),
    photoIds: z.exactOptional(z.array(idOf('photo'))),
  }),
  corrections: z.array(storedCorrection),
  photos: z.array(photo),
});
