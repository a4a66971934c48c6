import { Worker } from 'node:worker_threads';

/**
 * What a worker answers to the one task it is started with. A thread that is not needed any more holds no memory. Rejects with
 * what went wrong in the thread.
 */
export function inThread<Answer>(worker: URL, task: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // What the process was started with is its own.
    const thread = new Worker(worker, { workerData: task, execArgv: [] });
    // A station that is stopped does not wait for an answer nobody will read.
    thread.unref();
    thread.once('message', (answer: Answer) => {
      resolve(answer);
      void thread.terminate();
    });
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('a thread ended without an answer')));
  });
}
