import { z } from 'zod';

/** RFC 9457 problem details; `code` is one of our stable reason codes. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('what happened, what is safe, what to do'),
    code: z.string(),
    roastId: z.string().optional().describe('the roast that stands in the way'),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .describe('which fields, when the request was malformed'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
