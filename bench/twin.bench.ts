import { Worker } from 'node:worker_threads';
import type { BenchTable } from '../scripts/bench.ts';
import type { RoastsDone } from './twin/roast-worker.ts';

const roastsEach = 1500;
const limitMs = 1;

/** Simulated roasts on one core and on two, in worker threads of one run. */
export async function bench(): Promise<BenchTable> {
  const alone = await onCores(1);
  const both = await onCores(2);
  return {
    title: 'the twin',
    method: `reference roasts of G1 without noise, charge to drop at ${alone.roastS} s, a sample each second, and 120 s of cooling drum; ${roastsEach} on each core after warming up; limit: ${limitMs} ms a roast`,
    rows: [
      { what: 'one core, ms a roast', value: (1000 / alone.perSecond).toFixed(2) },
      { what: 'times the limit', value: (1000 / alone.perSecond / limitMs).toFixed(2) },
      { what: 'one core, roasts per second', value: alone.perSecond.toFixed(0) },
      { what: 'two cores, roasts per second', value: both.perSecond.toFixed(0) },
      { what: 'two cores against one', value: (both.perSecond / alone.perSecond).toFixed(2) },
    ],
  };
}

async function onCores(cores: number): Promise<{ perSecond: number; roastS: number }> {
  const done = await Promise.all(Array.from({ length: cores }, roastsInWorker));
  const perSecond = done.reduce((sum, { tookMs }) => sum + (1000 * roastsEach) / tookMs, 0);
  return { perSecond, roastS: done[0]?.roastS ?? Number.NaN };
}

function roastsInWorker(): Promise<RoastsDone> {
  return new Promise((resolve, reject) => {
    const url = new URL('./twin/roast-worker.ts', import.meta.url);
    const worker = new Worker(url, { workerData: roastsEach });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
