import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CutsDone, PowerCuts } from './cut-power.ts';

/** States are rebuilt in memory where there is a folder for that: the recording was on a real disk, its copies need none. */
const memoryFolder = '/dev/shm';

/** {@link cutPower} in several threads. */
export async function cutPowerInParallel(
  work: Omit<PowerCuts, 'share' | 'place'>,
  threads: number,
): Promise<CutsDone> {
  const shares = Array.from({ length: threads }, (_, index) => cutShare(work, index, threads));
  const done = await Promise.all(shares);
  return {
    tried: done.reduce((sum, { tried }) => sum + tried, 0),
    broken: done.flatMap(({ broken }) => broken),
  };
}

async function cutShare(
  work: Omit<PowerCuts, 'share' | 'place'>,
  index: number,
  of: number,
): Promise<CutsDone> {
  const place = mkdtempSync(
    join(existsSync(memoryFolder) ? memoryFolder : tmpdir(), 'artisan-power-'),
  );
  const workerData: PowerCuts = { ...work, place, share: { index, of } };
  const worker = new Worker(new URL('./cut-power-worker.ts', import.meta.url), { workerData });
  try {
    return await new Promise<CutsDone>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
