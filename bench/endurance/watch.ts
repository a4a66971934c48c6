/**
 * Loaded into a station by `--import` before it starts: looks how the process does from inside, which nobody can from
 * outside, and writes it to `ARTISAN_BENCH_WATCH` every second. The station knows nothing of it.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread, type Worker } from 'node:worker_threads';

/** One look at the process from inside. Units: MB of a million bytes, ms. */
export interface WatchLook {
  /** After a full collection, when the process lets us ask for one. */
  readonly heapMb: number;
  /** What V8 holds for the main thread, garbage included. */
  readonly heapTotalMb: number;
  /** Buffers outside the heap of JavaScript. */
  readonly externalMb: number;
  readonly rssMb: number;
  /** Heaps of the other threads, the store's above all, garbage included. */
  readonly threadsMb: number;
  /** Delay of the event loop since the first look, with the looks themselves. */
  readonly delayP50Ms: number;
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
}

const lookEveryMs = 1000;
/** A full collection stands still for tens of milliseconds: rare, so that it does not become what is measured. */
const looksPerCollection = 20;
/** A station that starts compiles and reads: what it is like afterwards is measured. */
const settleMs = 5000;
const mb = 1e6;
const nsPerMs = 1e6;

const threads = new Set<Worker>();
process.on('worker', (thread) => {
  threads.add(thread);
  thread.once('exit', () => threads.delete(thread));
});

const path = process.env['ARTISAN_BENCH_WATCH'];
if (isMainThread && path !== undefined) setTimeout(() => watch(path), settleMs).unref();

function watch(into: string): void {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let looks = 0;
  let heapMb = 0;
  setInterval(async () => {
    if (globalThis.gc === undefined || looks % looksPerCollection === 0) {
      delay.disable();
      globalThis.gc?.();
      heapMb = process.memoryUsage().heapUsed / mb;
      delay.enable();
    }
    looks += 1;
    const heaps = await Promise.all([...threads].map((thread) => thread.getHeapStatistics()));
    const { rss, heapTotal, external, arrayBuffers } = process.memoryUsage();
    const look: WatchLook = {
      heapMb,
      heapTotalMb: heapTotal / mb,
      externalMb: (external + arrayBuffers) / mb,
      rssMb: rss / mb,
      threadsMb: heaps.reduce((sum, heap) => sum + heap.total_physical_size, 0) / mb,
      delayP50Ms: delay.percentile(50) / nsPerMs,
      delayP99Ms: delay.percentile(99) / nsPerMs,
      delayMaxMs: delay.max / nsPerMs,
    };
    writeFileSync(`${into}.new`, JSON.stringify(look));
    renameSync(`${into}.new`, into);
  }, lookEveryMs).unref();
}
