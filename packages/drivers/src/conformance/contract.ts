import { expect, it } from 'vitest';
import type { DriverBench } from '#conformance/driver-bench.ts';
import { intervalMs, letReadings, startRunning } from '#conformance/running.ts';

/** What holds for every device on a good day. */
export function describeContract(makeBench: () => DriverBench): void {
  it('says that it is connected before the first sample, once', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 5);
    stop();
    expect(log.order.filter((word) => word === 'connected')).toHaveLength(1);
    expect(log.order.indexOf('connected')).toBeLessThan(log.order.indexOf('sample'));
  });

  it('stamps samples in order and never ahead of the clock', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 20);
    stop();
    const stamps = log.samples.map((sample) => sample.monoUs);
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
    expect(Math.max(...stamps)).toBeLessThanOrEqual(bench.clock.monoUs());
    expect(Math.max(...log.samples.map((s) => s.wallMs))).toBeLessThanOrEqual(bench.clock.wallMs());
  });

  it('gives each channel of its stream a value or a reason, never both', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 20);
    stop();
    for (const sample of log.samples) {
      const spec = bench.description.streams.find(({ stream }) => stream === sample.stream);
      expect(sample.values).toHaveLength(spec?.channels.length ?? -1);
      expect(sample.missing).toHaveLength(sample.values.length);
      sample.values.forEach((value, channel) => {
        expect(value === null).toBe(sample.missing[channel] !== null);
        if (value !== null) expect(value).toSatisfy(Number.isFinite);
      });
    }
  });

  it('reads at the interval it promises', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 30.5);
    stop();
    const stamps = log.samples.filter((s) => s.stream === 'main').map((s) => s.monoUs);
    const steps = stamps.slice(1).map((later, at) => later - (stamps[at] ?? 0));
    const meanMs = steps.reduce((sum, step) => sum + step, 0) / steps.length / 1000;
    expect(meanMs / intervalMs(bench)).toBeCloseTo(1, 1);
    expect(stamps.length).toBeGreaterThanOrEqual(29);
  });

  it('stops at once when told, and leaves nothing behind', async () => {
    const bench = makeBench();
    const { log, stop, outcome } = startRunning(bench);
    await letReadings(bench, 3.5);
    const heard = log.order.length;
    stop();
    await bench.clock.advance(0);
    expect(outcome()).toBe('stopped');
    expect(bench.clock.sleeping).toBe(0);
    expect(bench.line?.transport.openCount ?? 0).toBe(0);
    await letReadings(bench, 5);
    expect(log.order).toHaveLength(heard);
  });

  it('does nothing when it was told to stop before it began', async () => {
    const bench = makeBench();
    const abort = new AbortController();
    abort.abort();
    const { log, outcome } = startRunning(bench, abort);
    await letReadings(bench, 2);
    expect(outcome()).toBe('stopped');
    expect(log.samples).toEqual([]);
    expect(bench.line?.transport.openCount ?? 0).toBe(0);
  });

  it('goes on with later samples when it is run again', async () => {
    const bench = makeBench();
    const first = startRunning(bench);
    await letReadings(bench, 3.5);
    first.stop();
    await letReadings(bench, 2);
    const second = startRunning(bench);
    await letReadings(bench, 5);
    second.stop();
    const last = first.log.samples.at(-1)?.monoUs ?? Number.POSITIVE_INFINITY;
    expect(second.log.order.indexOf('connected')).toBeGreaterThanOrEqual(0);
    expect(second.log.samples[0]?.monoUs).toBeGreaterThan(last);
  });

  it('tests the connection in words and leaves nothing behind', async () => {
    const bench = makeBench();
    const testing = bench.device.reading.test(new AbortController().signal);
    await letReadings(bench, 10);
    const report = await testing;
    expect(report.ok).toBe(true);
    expect(report.steps.map((step) => step.detail.length > 0 && step.ok)).not.toContain(false);
    expect(bench.clock.sleeping).toBe(0);
    expect(bench.line?.transport.openCount ?? 0).toBe(0);
  });
}
