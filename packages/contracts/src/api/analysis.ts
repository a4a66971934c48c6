import { aucBegins, fuels, markKinds, rateOfRiseMethodNames } from '@artisan-ts/domain';
import { z } from 'zod';
import { roastIdText } from '#api/roast.ts';

const number = z.number().nullable();

const milestoneDto = z
  .object({
    timeS: z.number(),
    btC: number,
    etC: number,
    btCPerMin: number.describe('by the method of the analysis'),
  })
  .meta({ id: 'Milestone' });

const analysedPhaseDto = z
  .object({
    fromS: z.number(),
    toS: z.number(),
    durationS: z.number(),
    sharePct: z.number(),
    fromBtC: number,
    toBtC: number,
    riseC: number.describe('drying counts from the turning point'),
    btCPerMin: number.describe('mean: riseC over its time'),
    aucCMin: number,
  })
  .meta({ id: 'AnalysedPhase' });

const deviationDto = z
  .object({
    rmseC: z.number(),
    biasC: z.number().describe('mean; above zero was hotter than the reference'),
    maxC: z.number().describe('the largest, with its sign'),
    maxS: z.number(),
    compared: z.int(),
  })
  .meta({ id: 'Deviation' });

const stretch = { fromS: z.number(), toS: z.number() };

/** Everything that follows from a roast. Times count from charge. */
export const analysisDto = z
  .object({
    roastId: roastIdText,
    revision: z.int().describe('the revision it was made from'),
    zeroS: z.number().describe('charge, or the first sample, on the axis of the record'),
    rate: z
      .object({
        method: z.enum(rateOfRiseMethodNames),
        windowS: z.number(),
        lagS: z.number().describe('how far it runs behind the curve'),
      })
      .describe('the method of every rate of rise in here but the means of phases'),
    milestones: z.object({
      charge: milestoneDto.nullable(),
      turningPoint: milestoneDto.nullable(),
      peak: milestoneDto.nullable().describe('the fastest rise after the turning point'),
      dryEnd: milestoneDto.nullable(),
      fcStart: milestoneDto.nullable(),
      drop: milestoneDto.nullable(),
    }),
    phases: z
      .object({
        drying: analysedPhaseDto,
        maillard: analysedPhaseDto,
        development: analysedPhaseDto,
      })
      .nullable()
      .describe('null when first crack or drop is not marked'),
    dryEndBy: z.enum(['mark', 'temperature']).nullable(),
    totalS: number.describe('charge to drop'),
    totalCPerMin: number.describe('mean from turning point to drop'),
    dtrPct: number,
    auc: z
      .object({
        valueCMin: z.number(),
        from: z.enum(aucBegins),
        fromS: z.number(),
        baseC: z.number(),
      })
      .nullable(),
    met: z
      .object({ etC: z.number(), timeS: z.number() })
      .nullable()
      .describe('highest ET from turning point to drop, as it was read'),
    losses: z.object({
      weightPct: number,
      totalPct: number.describe('with what was sorted out'),
      moisturePct: number.describe('points of moisture'),
      organicPct: number,
      volumeGainPct: number,
      densityGreenGPerL: number,
      densityRoastedGPerL: number,
      densityChangePct: number,
    }),
    energy: z
      .object({
        kWh: z.number(),
        co2G: z.number(),
        kWhByFuel: z.object({
          [fuels[0]]: z.number(),
          [fuels[1]]: z.number(),
          [fuels[2]]: z.number(),
        }),
        kWhPerGreenKg: number,
        co2GPerGreenKg: number,
      })
      .nullable()
      .describe('charge to drop; null when no load is rated'),
    deviation: z
      .object({
        alignedAt: z.enum(markKinds),
        whole: deviationDto.nullable(),
        phases: z.object({
          drying: deviationDto.nullable(),
          maillard: deviationDto.nullable(),
          development: deviationDto.nullable(),
        }),
      })
      .nullable()
      .describe('BT less that of the reference'),
    excursions: z
      .array(
        z.object({
          kind: z.enum(['crash', 'flick']),
          onsetS: z.number().describe('when BT began to leave its trend'),
          flaggedS: z.number().describe('when it was known'),
          extremeS: z.number(),
          endS: z.number(),
          durationS: z.number(),
          depthCPerMin: z.number().describe('below zero for a crash'),
          afterLever: z
            .object({
              lever: z.string(),
              timeS: z.number(),
              fromValue: number,
              toValue: z.number(),
            })
            .nullable()
            .describe('the last lever moved within a minute before'),
        }),
      )
      .describe('where the rate of rise left its own trend'),
    stalls: z
      .array(z.object({ ...stretch, lowestCPerMin: z.number() }))
      .describe('where BT hardly rose'),
    completeness: z.object({
      gaps: z.array(z.object(stretch)),
      missingPct: number.describe('of the time from charge to drop'),
      flagged: z.int().describe('BT readings that cannot be right'),
    }),
    summary: z.array(z.string()).describe('the same in sentences'),
  })
  .meta({ id: 'Analysis' });
export type AnalysisDto = z.infer<typeof analysisDto>;

export const analysisQuery = z.strictObject({
  ror: z.enum(rateOfRiseMethodNames).default('ls30').describe('method of the rate of rise'),
  unit: z
    .enum(['C', 'F'])
    .optional()
    .describe('of the sentences; as the roast was read, when absent'),
  reference: roastIdText.optional().describe('a roast to compare with'),
  alignAt: z.enum(markKinds).default('charge').describe('where both are laid on each other'),
});
export type AnalysisQuery = z.infer<typeof analysisQuery>;
