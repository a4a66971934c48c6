import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { runReferenceRoast, twinMachines } from '@artisan-ts/twin';

/** What a worker did: how long its roasts took together, and when the last was dropped, seconds from charge. */
export interface RoastsDone {
  readonly tookMs: number;
  readonly roastS: number;
}

const warmUpRoasts = 200;

function roast(seed: number): number {
  return runReferenceRoast(twinMachines.g1, { seed, noise: false, leadInS: 0 }).markTimesS.drop;
}

for (let seed = 0; seed < warmUpRoasts; seed += 1) roast(seed);
const start = performance.now();
let roastS = 0;
for (let seed = 0; seed < Number(workerData); seed += 1) roastS = roast(seed);
parentPort?.postMessage({ tookMs: performance.now() - start, roastS } satisfies RoastsDone);
