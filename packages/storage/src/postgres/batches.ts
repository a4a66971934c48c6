import { ArtisanError } from '@artisan-ts/domain';
import { allDone } from '@artisan-ts/runtime';
import type { Work } from '#postgres/transaction.ts';

/** Changes in one transaction: more would keep others waiting behind one lock. */
const batchMax = 16;

interface Job {
  readonly work: Work<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (fault: unknown) => void;
}

/** How changes are run: one in a transaction of its own, tried again when others were in its way; or several in one, once. */
export interface BatchWays {
  readonly one: <Value>(work: Work<Value>) => Promise<Value>;
  readonly together: <Value>(work: Work<Value>) => Promise<Value>;
}

/** A change that was asked with others, and its own fault. */
class JobFault extends Error {}

/**
 * Changes of one process, in the order in which they were asked. Those that wait while a transaction is under way are done in
 * the next one, one after the other: they wait for one lock and one commit. Nobody is answered before that commit. When one
 * of them throws, none was done, and each is done alone.
 */
export class Batches {
  readonly #ways: BatchWays;
  #waiting: Job[] = [];
  #isRunning = false;

  constructor(ways: BatchWays) {
    this.#ways = ways;
  }

  run<Value>(work: Work<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Job['resolve'], reject });
      if (this.#isRunning) return;
      this.#isRunning = true;
      // Whatever is asked in the same turn of the loop comes along.
      setImmediate(() => void this.#drain());
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const jobs = this.#waiting.splice(0, batchMax);
      await (jobs.length === 1 ? this.#alone(jobs) : this.#together(jobs));
      // Those who were answered now ask for what comes next.
      await turn();
    }
    this.#isRunning = false;
  }

  async #together(jobs: readonly Job[]): Promise<void> {
    try {
      const values = await this.#ways.together(async (transaction) => {
        const done: unknown[] = [];
        const all = async () => {
          for (const { work } of jobs) done.push(await work(transaction));
        };
        await allDone(all(), transaction.underWay).catch(asJobFault);
        return done;
      });
      for (const [at, { resolve }] of jobs.entries()) resolve(values[at]);
    } catch (fault) {
      // A commit of which nobody knows whether it was kept is told to all; nothing is done a second time.
      if (fault instanceof ArtisanError) for (const { reject } of jobs) reject(fault);
      else await this.#alone(jobs);
    }
  }

  async #alone(jobs: readonly Job[]): Promise<void> {
    await Promise.all(
      jobs.map(({ work, resolve, reject }) => {
        const one: Work<unknown> = (transaction) =>
          allDone(work(transaction), transaction.underWay);
        return this.#ways.one(one).then(resolve, reject);
      }),
    );
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** One of ours too, such as a mission that changed meanwhile, concerns that change alone. */
function asJobFault(fault: unknown): never {
  throw new JobFault('one of several changes cannot be done', { cause: fault });
}
