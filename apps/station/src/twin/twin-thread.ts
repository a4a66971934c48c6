import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
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

/** What the thread is asked to do. */
export type TwinTask =
  | { readonly do: 'learn'; readonly pupil: TwinPupil }
  | { readonly do: 'roast'; readonly batch: GymBatch }
  | { readonly do: 'what-if'; readonly lesson: TwinLesson; readonly question: WhatIfQuestion };

/**
 * The twin's work on a thread of its own for each task: learning keeps a core busy for tens of seconds, and readings must
 * not wait for it. A thread that is not needed any more holds no memory.
 */
export function twinThread(): TwinWork {
  return {
    learn: (pupil) => inThread<TwinLesson>({ do: 'learn', pupil }),
    roast: (batch) => inThread<readonly GymResult[]>({ do: 'roast', batch }),
    whatIf: (lesson, question) =>
      inThread<Result<WhatIfAnswer>>({ do: 'what-if', lesson, question }),
  };
}

async function inThread<Answer>(task: TwinTask): Promise<Answer> {
  const worker = new Worker(new URL('./twin-worker.ts', import.meta.url), { workerData: task });
  // A station that is stopped does not wait for an answer nobody will read.
  worker.unref();
  try {
    const [answer] = await once(worker, 'message');
    return answer;
  } finally {
    void worker.terminate();
  }
}
