import { parentPort, workerData } from 'node:worker_threads';
import { roastWork } from '@artisan-ts/runtime';
import type { RoastTask } from '#roast-work/roast-thread.ts';

/** Does the one task it was started with. */
function work({ name, args }: RoastTask): unknown {
  // Name and arguments were put together by type, which cannot be said of a pair that came as one.
  const piece = roastWork[name] as (...given: readonly unknown[]) => unknown;
  return piece(...args);
}

parentPort?.postMessage(work(workerData as RoastTask));
