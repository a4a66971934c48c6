import { expect, it } from 'vitest';
import type { LineDriverBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';

/** A half-open connection must be found within this, and a step of reading on top. */
const silenceFoundMs = 15_000;

/** A question about every second until the device is given up is no flood. */
const questionsMax = 20;

/** What holds for a device at the end of a line on a bad day. */
export function describeLineFaults(makeBench: () => LineDriverBench): void {
  it('says that the port is missing', async () => {
    const bench = makeBench();
    bench.line.unplugAfterBytes(0);
    const { log, outcome } = startRunning(bench);
    await letReadings(bench, 2);
    expect(outcome()).toMatchObject({ code: 'driver.port-missing' });
    expect(log.order).toEqual([]);
  });

  it('is lost when the cable is pulled in mid-frame, and reads on when run again', async () => {
    for (const bytes of [1, 3, 10, 17]) {
      const bench = makeBench();
      const first = startRunning(bench);
      await letReadings(bench, 3.5);
      const before = first.log.samples.length;
      bench.line.unplugAfterBytes(bytes);
      await letReadings(bench, 2);
      expect(first.outcome()).toMatchObject({ code: 'driver.lost' });
      expect(first.log.samples).toHaveLength(before);
      expect(bench.line.transport.openCount).toBe(0);
      expect(bench.clock.sleeping).toBe(0);
      bench.line.plug();
      const second = startRunning(bench);
      await letReadings(bench, 3);
      second.stop();
      expect(second.log.reasons().slice(0, 2)).toEqual(['ok', 'ok']);
    }
  });

  it('gives silence a reason at each interval, then says that the device is silent', async () => {
    const bench = makeBench();
    const { log, outcome } = startRunning(bench);
    await letReadings(bench, 3.5);
    const before = log.samples.length;
    bench.line.silence();
    await bench.clock.advance(silenceFoundMs);
    expect(outcome()).toMatchObject({ code: 'driver.silent' });
    const reasons = log.reasons().slice(before);
    expect(new Set(reasons)).toEqual(new Set(['no-reply']));
    expect(reasons.length).toBeGreaterThanOrEqual(3);
    expect(bench.line.transport.openCount).toBe(0);
    expect(bench.clock.sleeping).toBe(0);
  });

  it('says that a device that never answers is silent, without having called it connected', async () => {
    const bench = makeBench();
    bench.line.silence();
    const { log, outcome } = startRunning(bench);
    await bench.clock.advance(silenceFoundMs);
    expect(outcome()).toMatchObject({ code: 'driver.silent' });
    expect(log.order).toEqual([]);
  });

  it('calls garbage unreadable and reads on', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 3.5);
    const before = log.samples.length;
    bench.line.garbleNext();
    await letReadings(bench, 3);
    stop();
    expect(log.reasons().slice(before, before + 3)).toEqual(['unreadable', 'ok', 'ok']);
  });

  it('calls a late answer missing and does not take it for the next one', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 3.5);
    const before = log.samples.length;
    bench.line.delayNext();
    await letReadings(bench, 4);
    stop();
    const reasons = log.reasons().slice(before);
    expect(reasons[0]).toBe('no-reply');
    expect(reasons.slice(1).every((reason) => reason === 'ok')).toBe(true);
  });

  it('never sends anything but what it is allowed to, on good days and bad', async () => {
    const bench = makeBench();
    const { stop } = startRunning(bench);
    await letReadings(bench, 5);
    bench.line.garbleNext();
    await letReadings(bench, 3);
    bench.line.delayNext();
    await letReadings(bench, 5);
    stop();
    const { written } = bench.line.transport;
    if (bench.line.isAsked) expect(written.length).toBeGreaterThan(5);
    expect(written.filter((bytes) => !bench.line.mayRead(bytes))).toEqual([]);
  });

  it('does not pile up questions on a line that takes none, and says that the device is silent', async () => {
    const bench = makeBench();
    const { outcome } = startRunning(bench);
    await letReadings(bench, 3.5);
    bench.line.transport.stall();
    if (!bench.line.isAsked) bench.line.silence();
    await bench.clock.advance(silenceFoundMs);
    expect(outcome()).toMatchObject({ code: 'driver.silent' });
    expect(bench.line.transport.waiting).toBeLessThanOrEqual(questionsMax);
    expect(bench.line.transport.openCount).toBe(0);
    expect(bench.clock.sleeping).toBe(0);
  });

  it('asks and changes nothing when the connection is tested', async () => {
    const bench = makeBench();
    const testing = bench.device.reading.test(new AbortController().signal);
    await letReadings(bench, 10);
    await testing;
    const { written } = bench.line.transport;
    expect(written.filter((bytes) => !bench.line.mayTest(bytes))).toEqual([]);
  });

  it('tells in words what a failed connection test found', async () => {
    for (const spoil of ['silence', 'unplug'] as const) {
      const bench = makeBench();
      if (spoil === 'silence') bench.line.silence();
      else bench.line.unplugAfterBytes(0);
      const testing = bench.device.reading.test(new AbortController().signal);
      await bench.clock.advance(silenceFoundMs);
      const report = await testing;
      expect(report.ok).toBe(false);
      expect(report.steps.at(-1)?.detail.length).toBeGreaterThan(10);
      expect(bench.line.transport.openCount).toBe(0);
    }
  });
}
