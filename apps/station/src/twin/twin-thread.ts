import type { Result } from '@artisan-ts/domain';
import type { TwinWork } from '@artisan-ts/runtime';
import type {
  GymBatch,
  GymResult,
  TwinLesson,
  TwinPupil,
  WhatIfAnswer,
  WhatIfQuestion,
} from '@artisan-ts/twin';
import { inThread } from '#platform/in-thread.ts';

/** What the thread is asked to do. */
export type TwinTask =
  | { readonly do: 'learn'; readonly pupil: TwinPupil }
  | { readonly do: 'roast'; readonly batch: GymBatch }
  | { readonly do: 'what-if'; readonly lesson: TwinLesson; readonly question: WhatIfQuestion };

/**
 * The twin's work on a thread of its own for each task: learning keeps a core busy for tens of seconds, and readings must
 * not wait for it.
 */
export function twinThread(): TwinWork {
  return {
    learn: (pupil) => inTwinThread<TwinLesson>({ do: 'learn', pupil }),
    roast: (batch) => inTwinThread<readonly GymResult[]>({ do: 'roast', batch }),
    whatIf: (lesson, question) =>
      inTwinThread<Result<WhatIfAnswer>>({ do: 'what-if', lesson, question }),
  };
}

function inTwinThread<Answer>(task: TwinTask): Promise<Answer> {
  return inThread<Answer>(new URL('./twin-worker.ts', import.meta.url), task);
}
