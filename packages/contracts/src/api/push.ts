import { missingReasons } from '@artisan-ts/domain';
import { z } from 'zod';

const channelsMax = 16;

/** One reading of a device that pushes. */
export const pushBody = z.strictObject({
  values: z
    .record(z.string().min(1).max(40), z.union([z.number(), z.enum(missingReasons), z.null()]))
    .refine((values) => Object.keys(values).length > 0, { error: 'one channel or more' })
    .refine((values) => Object.keys(values).length <= channelsMax, {
      error: `${channelsMax} channels or fewer`,
    })
    .describe('by id of the channel: a number, why there is none, or null; absent is not sent'),
  seq: z
    .int()
    .min(0)
    .optional()
    .describe('a number that the device counts up: what comes again under it is taken once'),
  boot: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('anew at each start of the device: its numbers are of this start'),
  source: z.string().optional().describe('where several devices push for this machine'),
});

export const pushReceipt = z
  .object({
    taken: z.boolean().describe('false: it came before, or too soon after the last one'),
    remark: z.string().nullable(),
  })
  .meta({ id: 'PushReceipt' });

export type PushBody = z.infer<typeof pushBody>;
