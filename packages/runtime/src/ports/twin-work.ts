import type { Result } from '@artisan-ts/domain';
import type {
  GymBatch,
  GymResult,
  TwinLesson,
  TwinPupil,
  WhatIfAnswer,
  WhatIfQuestion,
} from '@artisan-ts/twin';

/**
 * The work of the twin, which takes a core for tens of seconds: wherever it is done, it must not delay a reading. The
 * same question has the same answer, however often and wherever it is asked.
 */
export interface TwinWork {
  learn(pupil: TwinPupil): Promise<TwinLesson>;
  /** Roasts on a simulated machine. */
  roast(batch: GymBatch): Promise<readonly GymResult[]>;
  /** Errors: `twin.withheld` */
  whatIf(lesson: TwinLesson, question: WhatIfQuestion): Promise<Result<WhatIfAnswer>>;
}
