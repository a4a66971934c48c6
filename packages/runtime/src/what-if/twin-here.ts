import { gymBatch, learn, whatIf } from '@artisan-ts/twin';
import type { TwinWork } from '#ports/twin-work.ts';

/** The work of the twin, done where it is asked for: for stations in virtual time. */
export const twinHere: TwinWork = {
  learn: async (pupil) => learn(pupil),
  roast: async (batch) => gymBatch(batch),
  whatIf: async (lesson, question) => whatIf(lesson, question),
};
