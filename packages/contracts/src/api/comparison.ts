import { alignments, batchMeasures, groupings, markKinds, origins } from '@artisan-ts/domain';
import { z } from 'zod';
import { roastIdText } from '#api/roast.ts';
import { idText } from '#id-text.ts';

/** More curves than these nobody can tell apart, and no screen should wait for. */
export const comparedRoastsMax = 50;

/** A query names one roast or several. */
const roastIds = z
  .union([roastIdText, z.array(roastIdText)])
  .transform((ids) => [...new Set([ids].flat())])
  .pipe(z.array(roastIdText).min(1).max(comparedRoastsMax));

export const compareQuery = z.strictObject({
  roast: roastIds.describe(`once for each roast, ${comparedRoastsMax} at most`),
  align: z
    .enum(alignments)
    .default('charge')
    .describe('the moment at which they are laid on each other'),
  reference: roastIdText.optional().describe('one of them; the first, when absent'),
  unit: z.enum(['C', 'F']).default('C').describe('of the sentences'),
});
export type CompareQuery = z.infer<typeof compareQuery>;

export const consistencyQuery = z.strictObject({
  by: z.enum(groupings).default('coffee').describe('what batches are put together by'),
  machine: idText('machine').optional(),
  from: z.iso.date().optional().describe('the first day that counts'),
  to: z.iso.date().optional().describe('the last day that counts'),
  unit: z.enum(['C', 'F']).default('C').describe('of the sentences'),
});
export type ConsistencyQuery = z.infer<typeof consistencyQuery>;

const values = z.array(z.number().nullable());

const measuresDto = z.object(
  Object.fromEntries(batchMeasures.map((measure) => [measure, z.number().nullable()])) as Record<
    (typeof batchMeasures)[number],
    z.ZodNullable<z.ZodNumber>
  >,
);

export const comparedRoastDto = z
  .object({
    id: roastIdText,
    title: z.string(),
    machineName: z.string(),
    origin: z.enum(origins),
    startedWallMs: z.int().nullable(),
    alignedAtS: z
      .number()
      .nullable()
      .describe('from charge; null: the mark is missing, and the roast is laid at charge'),
    columns: z
      .object({
        timeS: z.array(z.number()),
        btC: values,
        etC: values,
        btCPerMin: values,
        etCPerMin: values,
      })
      .describe('up to a minute after drop; times from the moment of alignment, null is missing'),
    marks: z.array(
      z.object({ kind: z.enum(markKinds), timeS: z.number(), btC: z.number().nullable() }),
    ),
    measures: measuresDto,
    deviation: z
      .object({ rmseC: z.number(), biasC: z.number(), maxC: z.number(), maxS: z.number() })
      .nullable()
      .describe('of BT from the reference, turning point to drop; null for the reference itself'),
    departure: z
      .object({
        timeS: z.number().describe('from charge'),
        by: z.enum(['bt', 'rate']),
        difference: z.number(),
        preceded: z
          .object({
            lever: z.string(),
            timeS: z.number(),
            fromValue: z.number().nullable(),
            toValue: z.number(),
          })
          .nullable()
          .describe('the latest lever change before; it preceded, and need not be why'),
        words: z.string(),
      })
      .nullable()
      .describe('when it first left the band of the reference'),
  })
  .meta({ id: 'ComparedRoast' });
export type ComparedRoastDto = z.infer<typeof comparedRoastDto>;

export const comparisonDto = z
  .object({
    align: z.enum(alignments),
    referenceId: roastIdText,
    roasts: z.array(comparedRoastDto).describe('in the order they were named'),
  })
  .meta({ id: 'Comparison' });
export type ComparisonDto = z.infer<typeof comparisonDto>;

const measureConsistencyDto = z
  .object({
    measure: z.enum(batchMeasures),
    spread: z
      .object({
        n: z.int(),
        mean: z.number(),
        sd: z.number().nullable(),
        min: z.number(),
        max: z.number(),
      })
      .nullable(),
    points: z.array(
      z.object({
        roastId: roastIdText,
        title: z.string(),
        startedWallMs: z.int(),
        value: z.number(),
        isOutside: z.boolean(),
      }),
    ),
    limits: z
      .object({ mean: z.number(), lower: z.number(), upper: z.number(), meanRange: z.number() })
      .nullable()
      .describe('mean ± 2.66 × the mean moving range; null below five points'),
    drift: z
      .object({
        kind: z.enum(['above', 'below', 'rising', 'falling']),
        from: z.int(),
        to: z.int(),
      })
      .nullable()
      .describe(
        'the latest: eight in a row on one side of the mean, or six that each rise or fall',
      ),
    words: z.array(z.string()),
  })
  .meta({ id: 'MeasureConsistency' });
export type MeasureConsistencyDto = z.infer<typeof measureConsistencyDto>;

export const consistencyDto = z
  .object({
    by: z.enum(groupings),
    batches: z.int().describe('closed roasts that were looked at'),
    groups: z.array(
      z.object({
        key: z.string().nullable().describe('null: what they belong to was not recorded'),
        label: z.string(),
        batches: z.int(),
        measures: z.array(measureConsistencyDto),
      }),
    ),
  })
  .meta({ id: 'Consistency' });
export type ConsistencyDto = z.infer<typeof consistencyDto>;
