import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '@artisan-ts/domain';
import type { Report } from '@artisan-ts/roast';
import { makePdf } from '#pdf/make-pdf.ts';

/** The thread that sets one report: fonts and pages take a moment, and the recorder must not wait for them. */
invariant(parentPort !== null, 'the report worker runs as a worker thread');
parentPort.postMessage(await makePdf(workerData as Report));
