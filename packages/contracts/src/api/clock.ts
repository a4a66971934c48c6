import { z } from 'zod';

/** A moment at which the clock of the computer was further ahead than the time that had passed. */
export const clockJumpDto = z.object({
  wallMs: z.int().describe('after the jump'),
  aheadMs: z.int(),
  cause: z.enum(['slept', 'wall-set']),
});

/** The time the station goes by: it never decreases, whatever is done to the clock of the computer. */
export const clockDto = z
  .object({
    wallMs: z.int(),
    behindMs: z.int().describe('how far the clock of the computer is behind; 0: it is not'),
    isTrusted: z.boolean().describe('false: it is behind by more than 5 minutes'),
    jumps: z
      .array(clockJumpDto)
      .describe('when it jumped ahead by more than a minute; newest last'),
  })
  .meta({ id: 'StationClock' });
