import { z } from 'zod';
import { roastIdText } from '#api/roast.ts';

/** How the readings of a roast came: in time or late, and which of their senders' numbers did not come. */
export const arrivalsDto = z
  .object({
    roastId: roastIdText,
    readings: z.int().describe('on disk, of all its sources'),
    late: z.int().describe('of them, those that came too late to be used for what happened then'),
    missing: z.int().describe('numbers within the roast that have not come and still may'),
    lost: z.int().describe('numbers within the roast that their sender does not have any more'),
    gaps: z
      .array(
        z.object({
          sourceId: z.string(),
          boot: z.string(),
          stream: z.string(),
          firstSeq: z.int().describe('as it was noticed; it may reach beyond the roast'),
          lastSeq: z.int(),
          missing: z.int().describe('how many of them within the roast have not come'),
          fromS: z
            .number()
            .nullable()
            .describe('seconds from charge of the reading before; null: outside the roast'),
          toS: z.number().nullable().describe('of the reading after'),
          noticedWallMs: z.int(),
          filledWallMs: z.int().nullable().describe('when the last of all came; null: not yet'),
          lostWallMs: z.int().nullable().describe('when they were known to come no more'),
        }),
      )
      .describe('in the order in which they were noticed'),
    lateStretches: z.array(
      z.object({
        sourceId: z.string(),
        stream: z.string(),
        fromS: z.number(),
        toS: z.number(),
        readings: z.int(),
      }),
    ),
  })
  .meta({ id: 'Arrivals' });
export type ArrivalsDto = z.infer<typeof arrivalsDto>;
