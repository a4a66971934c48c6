/**
 * Loaded into a station by `--import`: measures how long its event loop keeps others waiting. At SIGUSR2 it writes what it
 * measured since the last time to `ARTISAN_BENCH_LOOP` and begins anew. The station knows nothing of it.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** Milliseconds. Waiting is by the wall: on a busy computer others have a part in it. Busy is the processor time of this thread alone. */
export interface LoopLook {
  readonly waitP99Ms: number;
  readonly waitMaxMs: number;
  /** Between two looks of a timer of 1 ms. */
  readonly busyP99Ms: number;
  readonly busyMaxMs: number;
}

const path = process.env['ARTISAN_BENCH_LOOP'];
if (isMainThread && path !== undefined) watch(path);

function watch(into: string): void {
  const wait = monitorEventLoopDelay({ resolution: 1 });
  wait.enable();
  const busy = createHistogram();
  let before = cpuUs();
  setInterval(() => {
    const now = cpuUs();
    busy.record(Math.max(1, now - before));
    before = now;
  }, 1).unref();
  process.on('SIGUSR2', () => {
    const look: LoopLook = {
      waitP99Ms: wait.percentile(99) / 1e6,
      waitMaxMs: wait.max / 1e6,
      busyP99Ms: busy.percentile(99) / 1e3,
      busyMaxMs: busy.max / 1e3,
    };
    writeFileSync(`${into}.new`, JSON.stringify(look));
    renameSync(`${into}.new`, into);
    wait.reset();
    busy.reset();
  });
}

function cpuUs(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
