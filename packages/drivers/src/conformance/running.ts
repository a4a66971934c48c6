import type { DriverBench } from '#conformance/driver-bench.ts';
import { SampleLog } from '#conformance/sample-log.ts';

/** A run of a device that is going on. */
export interface Running {
  readonly log: SampleLog;
  /** How it ended: `stopped`, or the error; null while it goes on. */
  outcome(): unknown;
  stop(): void;
}

/** Sets a device going. */
export function startRunning(
  { device }: DriverBench,
  abort: AbortController = new AbortController(),
): Running {
  const log = new SampleLog();
  let outcome: unknown = null;
  device.reading.run(log, abort.signal).then(
    () => {
      outcome = 'stopped';
    },
    (fault) => {
      outcome = fault;
    },
  );
  return { log, outcome: () => outcome, stop: () => abort.abort() };
}

/** Lets enough time pass for so many readings. */
export async function letReadings(bench: DriverBench, count: number): Promise<void> {
  await bench.clock.advance(count * intervalMs(bench));
}

/** Milliseconds between two samples of the main stream. */
export function intervalMs({ description }: DriverBench): number {
  return (description.streams[0]?.intervalS ?? 1) * 1000;
}
