import { Worker } from 'node:worker_threads';
import type { Report } from '@artisan-ts/roast';

/**
 * A report as a PDF, made in a thread of its own: reading fonts and setting pages takes tenths of a second, in which no sample may
 * wait for its timestamp. Rejects with what went wrong in the thread.
 */
export function reportPdf(report: Report): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      name: 'artisan-report',
      workerData: report,
      // What the process was started with is its own.
      execArgv: [],
    });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread that sets reports ended without one')));
  });
}
