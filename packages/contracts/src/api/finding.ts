import { z } from 'zod';

/** The graver, the earlier: `alarm` loses data or sight of a roast, `warning` may soon, `note` is good to know. */
export const severities = ['alarm', 'warning', 'note'] as const;
export type Severity = (typeof severities)[number];

/** Something about the station that a person should know. */
export const findingDto = z
  .object({
    severity: z.enum(severities),
    about: z.string().describe('what it is about, in words: Recording, or the name of a machine'),
    code: z.string(),
    message: z.string().describe('what happened, what is safe, what to do'),
    sinceWallMs: z.int().nullable(),
  })
  .meta({ id: 'Finding' });
export type FindingDto = z.infer<typeof findingDto>;
