import { signalDefects } from '@artisan-ts/domain';
import { z } from 'zod';

/** Where a channel of a machine differs from what is usual; what is absent is as usual. */
export const signalLimitsDto = z.strictObject({
  minC: z.number().min(-273).max(3000).optional().describe('lowest plausible temperature'),
  maxC: z.number().min(-273).max(3000).optional().describe('highest plausible temperature'),
  stepMaxCPerS: z.number().positive().max(1000).optional().describe('fastest plausible change'),
  frozenAfterS: z
    .number()
    .min(10)
    .max(1000)
    .optional()
    .describe('so long a value may stand still although it should move'),
});

export const channelTroubleDto = z
  .object({
    defect: z.enum(signalDefects),
    message: z.string().describe('in words: what is seen, what to do'),
    forS: z.number().describe('how long, in seconds of the machine clock'),
  })
  .meta({ id: 'ChannelTrouble' });
export type ChannelTroubleDto = z.infer<typeof channelTroubleDto>;
