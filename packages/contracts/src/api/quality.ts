import {
  colourSystems,
  type Measure,
  measureNames,
  photoTypes,
  roastObservations,
} from '@artisan-ts/domain';
import { z } from 'zod';
import { nameText, roastIdText } from '#api/roast.ts';
import { idText } from '#id-text.ts';
import { measureNumber, storedCorrection } from '#stored-quality.ts';

const photoIdText = idText('photo');

const readMeasures = Object.fromEntries(
  measureNames.map((name) => [name, z.number().nullable()]),
) as Record<Measure, z.ZodNullable<z.ZodNumber>>;
const writtenMeasures = Object.fromEntries(
  measureNames.map((name) => [name, measureNumber(name).nullable().optional()]),
) as Record<Measure, z.ZodOptional<z.ZodNullable<z.ZodNumber>>>;

const qualityValuesDto = z.object({
  ...readMeasures,
  colourSystem: z.enum(colourSystems).nullable(),
  observations: z.array(z.enum(roastObservations)),
  profile: z.string(),
  person: z.string(),
  roastingNotes: z.string(),
  cuppingNotes: z.string(),
});

export const correctionDto = z
  .object({
    ...storedCorrection.shape,
    wallMs: z.int(),
    place: z.int().describe('its place in the list, from 0; what an undo names'),
    isInForce: z.boolean().describe('false: it was taken back'),
    undoes: z.int().optional().describe('the correction that this one takes back'),
  })
  .meta({ id: 'Correction' });
export type CorrectionDto = z.infer<typeof correctionDto>;

export const photoDto = z
  .object({
    id: photoIdText,
    type: z.enum(photoTypes),
    bytes: z.int(),
    caption: z.string(),
    wallMs: z.int(),
  })
  .meta({ id: 'Photo' });
export type PhotoDto = z.infer<typeof photoDto>;

/** What is known of the quality of a roast, what follows from it, and every correction. */
export const qualityDto = z
  .object({
    roastId: roastIdText,
    revision: z.int().describe('of the roast'),
    values: qualityValuesDto.describe('null is not measured'),
    facts: z.object({
      lossPct: z.number().nullable(),
      totalLossPct: z.number().nullable().describe('with what was sorted out'),
      colourDelta: z.number().nullable().describe('ground minus whole'),
    }),
    questions: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .describe('values that are possible and unusual'),
    originals: z
      .record(z.string(), storedCorrection.shape.before)
      .describe('of corrected fields: what was imported or entered first'),
    corrections: z.array(correctionDto).describe('oldest first'),
    photos: z.array(photoDto).describe('those that are shown, oldest first'),
  })
  .meta({ id: 'Quality' });
export type QualityDto = z.infer<typeof qualityDto>;

const byWhom = {
  who: z.string().trim().max(100).default('').describe('who says so'),
  why: z.string().trim().max(500).default('').describe('the reason, in words'),
};

export const changeQualityBody = z.strictObject({
  ...writtenMeasures,
  colourSystem: z.enum(colourSystems).nullable().optional(),
  observations: z.array(z.enum(roastObservations)).max(roastObservations.length).optional(),
  profile: nameText.optional().describe('what it was roasted by'),
  person: nameText.optional().describe('who roasted it'),
  roastingNotes: z.string().max(20_000).optional(),
  cuppingNotes: z.string().max(20_000).optional(),
  ...byWhom,
});
export type ChangeQualityBody = z.infer<typeof changeQualityBody>;

export const undoQualityBody = z.strictObject({
  place: z.int().min(0).optional().describe('which correction; the last in force, when absent'),
  ...byWhom,
});
export type UndoQualityBody = z.infer<typeof undoQualityBody>;

export const photoParams = z.strictObject({ id: roastIdText, photoId: photoIdText });
export const addPhotoQuery = z.strictObject({
  caption: z.string().trim().max(200).default(''),
  who: byWhom.who,
});

export const addRoastNoteBody = z.strictObject({
  text: z.string().trim().min(1).max(2000),
  timeS: z.number().describe('seconds from charge'),
});
export type AddRoastNoteBody = z.infer<typeof addRoastNoteBody>;
export const roastNoteParams = z.strictObject({
  id: roastIdText,
  noteId: idText('note'),
});

/** The bytes of a picture; which kind it is, its content tells. */
export const photoBytes = z.any().meta({ type: 'string', format: 'binary' });
