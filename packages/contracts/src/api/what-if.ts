import { z } from 'zod';
import { roastIdText } from '#api/roast.ts';

const changesMax = 20;
const roastMaxS = 7200;

export const whatIfBody = z.strictObject({
  changes: z
    .array(
      z.strictObject({
        lever: z.enum(['burner', 'air']),
        fromS: z.number().min(0).max(roastMaxS).describe('seconds from charge'),
        value: z.number().describe('in the unit of the lever; it then stays there'),
      }),
    )
    .max(changesMax)
    .describe('none: a roast that goes on is forecast with the levers as they stand'),
});
export type WhatIfBody = z.infer<typeof whatIfBody>;

const errorSpreadDto = z.object({ n: z.int(), medianC: z.number(), p90C: z.number() });

export const fidelityDto = z
  .object({
    grade: z.enum(['good', 'fair', 'poor', 'illustrative']),
    fittedTo: z.int().nullable().describe('roasts it was fitted to'),
    threeFactors: errorSpreadDto
      .nullable()
      .describe('BT error over unseen roasts whose three factors are known'),
    openLoop: errorSpreadDto.nullable().describe('the same, with nothing but earlier roasts'),
  })
  .meta({ id: 'Fidelity' });
export type FidelityDto = z.infer<typeof fidelityDto>;

const perSecond = z.array(z.number());

export const whatIfDto = z
  .object({
    roastId: roastIdText,
    revision: z.int().describe('of the roast when it was asked'),
    isGoingOn: z.boolean(),
    origin: z.literal('simulated'),
    changes: whatIfBody.shape.changes,
    fidelity: fidelityDto,
    readS: z.number().describe('the last second that was read; what lies behind it is a forecast'),
    timeS: perSecond.describe('seconds from charge, one a row'),
    asItIsC: perSecond.describe('BT without the changes: as read, then with levers as they stand'),
    btC: perSecond.describe('BT with the changes'),
    lowC: perSecond.describe('the band'),
    highC: perSecond,
    band: z
      .object({
        promised: z.number().describe('share of what is then read that lies in the band'),
        covered: z
          .number()
          .nullable()
          .describe('the share that did, in unseen roasts forecast while they went on'),
        forecasts: z.int(),
        roasts: z.int(),
      })
      .describe('what the band is worth'),
  })
  .meta({ id: 'WhatIf' });
export type WhatIfDto = z.infer<typeof whatIfDto>;
