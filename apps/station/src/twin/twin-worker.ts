import { parentPort, workerData } from 'node:worker_threads';
import { gymBatch, learn, whatIf } from '@artisan-ts/twin';
import type { TwinTask } from '#twin/twin-thread.ts';

/** Does the one task it was started with. */
function work(task: TwinTask): unknown {
  if (task.do === 'learn') return learn(task.pupil);
  if (task.do === 'roast') return gymBatch(task.batch);
  return whatIf(task.lesson, task.question);
}

parentPort?.postMessage(work(workerData as TwinTask));
