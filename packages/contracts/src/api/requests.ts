import { rateOfRiseMethodNames, smoothingNames } from '@artisan-ts/domain';
import { z } from 'zod';
import { driverKindDto, machineDto, machineIdText } from '#api/machine.ts';
import { roastDto, roastIdText } from '#api/roast.ts';
import { idText } from '#id-text.ts';

export const machineParams = z.strictObject({ id: machineIdText });
export const roastParams = z.strictObject({ id: roastIdText });
export const noteParams = z.strictObject({
  id: machineIdText,
  noteId: idText('note'),
});

export const listRoastsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('roasts on one page'),
  cursor: z.string().min(1).max(200).optional().describe('`next` of the page before'),
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('words in title, beans, machine, profile, person'),
  machine: machineIdText.optional(),
  deleted: z
    .enum(['true', 'false'])
    .default('false')
    .describe('those that were deleted and can still be restored, instead of the others'),
});

export const curveQuery = z.strictObject({
  ror: z.enum(rateOfRiseMethodNames).default('ls30').describe('method of the rate of rise'),
  smoothing: z
    .enum(smoothingNames)
    .default('asRead')
    .describe('how BT and ET are drawn, beside what was read'),
});

export const reportQuery = z.strictObject({
  format: z.enum(['html', 'pdf']).default('html'),
  unit: z.enum(['C', 'F']).optional().describe('as the roast was read, when absent'),
});
export const roastReportQuery = reportQuery.extend({
  reference: roastIdText.optional().describe('the roast to hold it against'),
});
export const dayParams = z.strictObject({ day: z.iso.date().describe('where it was roasted') });
export const coffeeReportParams = z.strictObject({
  coffee: z.string().trim().min(1).max(500).describe('its id, or the beans as they were written'),
});

export const exportQuery = z.strictObject({ format: z.enum(['alog']).default('alog') });

export const importQuery = z.strictObject({
  fileName: z.string().min(1).max(255).optional().describe('its name, as a hint to the format'),
});

export const liveQuery = z.strictObject({
  machine: machineIdText.optional().describe('only what happens at this machine'),
});

/** Made by the client, once for each thing a person wants done; a repeated request carries it again. */
export const idempotencyKeyText = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, '1 to 200 visible ASCII characters');

export const machineList = z.object({ items: z.array(machineDto) });
export const driverKindList = z.object({ items: z.array(driverKindDto) });

/** An imported roast, and what of the file could not be kept. */
export const importDto = z.object({
  roast: roastDto,
  lost: z.array(z.object({ field: z.string(), reason: z.string() })),
});
export type ImportDto = z.infer<typeof importDto>;

/** The answer of a request that leaves nothing to tell. */
export const nothing = z.undefined();

/** The bytes of a roast file; which format it is, its content tells. */
export const roastFileBytes = z.any().meta({ type: 'string', format: 'binary' });

/** A roast file as text. */
export const roastFileText = z.string();

/** A report as a file to read and to print. */
export const reportPage = z.any().meta({ type: 'string', format: 'binary' });
