import { type Refusal, refuse } from '@artisan-ts/domain';
import type { RoastWork } from '@artisan-ts/runtime';
import { inThread } from '#platform/in-thread.ts';

/** One piece of the work: its name, and what it takes. */
export type RoastTask = {
  readonly [Name in keyof RoastWork]: {
    readonly name: Name;
    readonly args: Parameters<RoastWork[Name]>;
  };
}[keyof RoastWork];

/**
 * Work on long roasts, each piece on a thread of its own and one after the other: a file of many megabytes takes a core for
 * seconds and memory for its values, and readings must not wait for it.
 */
export function roastThread(): RoastWork {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Name extends keyof RoastWork>(name: Name) =>
    ((...args: Parameters<RoastWork[Name]>) => {
      const task = { name, args } as RoastTask;
      const worker = new URL('./roast-worker.ts', import.meta.url);
      const answer = last.then(() => inThread(worker, task));
      // Whoever comes next waits for the end of it, not for its success; the caller gets the fault.
      last = answer.catch(() => undefined);
      return answer;
    }) as RoastWork[Name];
  const read = inTurn('read');
  return {
    read: (...args) => read(...args).catch(tooMuch),
    curve: inTurn('curve'),
    analysis: inTurn('analysis'),
    report: inTurn('report'),
    prepare: inTurn('prepare'),
  };
}

/** Its memory is its own: a file whose values find no room in it ends the thread, and nothing else. */
function tooMuch(fault: unknown): Refusal {
  const isMemory =
    fault instanceof Error && 'code' in fault && fault.code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (!isMemory) throw fault;
  return refuse('format.too-large', 'the values of the file find no room in memory');
}
