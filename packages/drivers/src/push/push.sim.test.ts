import { readFileSync } from 'node:fs';
import { curveOf, makeId } from '@artisan-ts/domain';
import { readAlog } from '@artisan-ts/formats';
import type { PushedReading } from '@artisan-ts/runtime';
import { roastFiles, SimulatedClock } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { pushDriver } from '#push/driver.ts';
import { emptyInbox, takePushed } from '#push/inbox.ts';
import { pushSettings } from '#push/settings.ts';
import { PushSimulator } from '#push/simulator.ts';
import { recordSamples } from '#record-samples.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';

const roastId = makeId('roast', '1'.padStart(32, '0'));
const sourceId = makeId('source', '1'.padStart(32, '0'));
const said = { channels: 'BT C; ET F; Fan', intervalS: 2 };

function makeBench(intervalMs = 2000, next?: (round: number) => PushedReading | null) {
  const clock = new SimulatedClock();
  let round = 0;
  const desk = new PushSimulator({
    clock,
    intervalMs,
    next: () => {
      const at = round++;
      if (next) return next(at);
      return { values: { bt: 90 + 0.25 * at, et: 410, fan: 55 }, seq: at };
    },
  });
  const kind = pushDriver(desk);
  const described = kind.describe(said);
  if (!described.ok) throw new Error(described.message);
  const device = kind.create(described.value.settings, clock, sourceId);
  return { clock, device, description: described.value, line: null, desk };
}

describeDriver('the driver of devices that push', () => makeBench());

describe('a device that pushes', () => {
  it('is read as it pushes, in its units', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 2.5);
    stop();
    expect(log.samples.map(({ values }) => values)).toEqual([
      [90, 210, 55],
      [90.25, 210, 55],
      [90.5, 210, 55],
    ]);
    expect(bench.desk.receipts).toEqual(Array(3).fill({ taken: true, remark: null }));
  });

  it('is thinned when it pushes oftener than a reading is wanted, and told so', async () => {
    const bench = makeBench(400);
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 20);
    stop();
    expect(log.samples.length).toBeGreaterThanOrEqual(20);
    expect(log.samples.length).toBeLessThanOrEqual(40);
    expect(bench.desk.receipts[1]).toMatchObject({ taken: false });
  });

  it('says why a value is missing, and what it leaves out was not sent', async () => {
    const reading = { values: { bt: null, et: 'open-circuit' as const }, seq: null };
    const bench = makeBench(2000, () => reading);
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 0.5);
    stop();
    expect(log.samples[0]?.missing).toEqual(['not-sent', 'open-circuit', 'not-sent']);
  });

  it('is told when nothing is pushed in a test of the connection', async () => {
    const bench = makeBench(2000, () => null);
    const testing = bench.device.reading.test(new AbortController().signal);
    await bench.clock.advance(15_000);
    const report = await testing;
    expect(report.ok).toBe(false);
    expect(report.steps[0]?.detail).toContain('/api/v1/machines/');
    expect(bench.clock.sleeping).toBe(0);
  });
});

const file = roastFiles()[0];

describe.runIf(file)('a real roast', () => {
  it('comes through sample by sample', async () => {
    const read = readAlog(readFileSync(file ?? '', 'utf8'), { newRoastId: () => roastId });
    if (!read.ok) throw new Error(read.message);
    const { record } = read.value;
    const next = recordSamples(record);
    const bench = makeBench(2000, (seq) => {
      const sample = next();
      return sample && { values: { bt: sample.btC, et: sample.etC && sample.etC * 1.8 + 32 }, seq };
    });
    const [bt, et] = [curveOf(record, 'bt'), curveOf(record, 'et')];
    const count = bt?.timeS.length ?? 0;
    const { log, stop } = startRunning(bench);
    await letReadings(bench, count);
    stop();
    expect(count).toBeGreaterThan(100);
    expect(log.column(0)).toEqual(bt?.values);
    log.column(1).forEach((heardC, at) => {
      expect(heardC ?? 0).toBeCloseTo(et?.values[at] ?? 0, 9);
    });
  });
});

describe('what was pushed', () => {
  const settings = settingsOrThrow(pushSettings(said));

  function push(readings: readonly PushedReading[]) {
    let inbox = emptyInbox;
    return readings.map((reading, at) => {
      const pushed = takePushed(settings, inbox, reading, at * 2e6);
      if (pushed.ok) inbox = pushed.value.inbox;
      return pushed.ok ? pushed.value.receipt : pushed;
    });
  }

  it('counts once when it comes twice, and says what did not come', () => {
    const of = (seq: number | null, bt = 90): PushedReading => ({ values: { bt }, seq });
    const taken = { taken: true, remark: null };
    expect(push([of(0), of(1), of(1), of(5), of(0, 91), of(1, 91), of(null), of(null)])).toEqual([
      taken,
      taken,
      { taken: false, remark: 'number 1 came before' },
      { taken: true, remark: '3 numbers before it did not come' },
      taken,
      taken,
      taken,
      taken,
    ]);
  });

  it('counts once when several come again after a connection was cut, in whatever order', () => {
    const of = (seq: number): PushedReading => ({ values: { bt: 90 + seq }, seq });
    const came = (seq: number) => ({ taken: false, remark: `number ${seq} came before` });
    const receipts = push([of(4), of(5), of(6), of(6), of(4), of(5), of(7)]);
    expect(receipts.slice(3, 6)).toEqual([came(6), came(4), came(5)]);
    expect(receipts[6]).toEqual({ taken: true, remark: null });
  });

  it('that was started again and says so loses nothing, though its machine is as cold as before', () => {
    const of = (boot: string, seq: number): PushedReading => ({ values: { bt: 21 }, seq, boot });
    const receipts = push([of('a', 0), of('a', 1), of('b', 0), of('b', 1), of('b', 1), of('c', 7)]);
    expect(receipts.map((receipt) => 'taken' in receipt && receipt.taken)).toEqual([
      true,
      true,
      true,
      true,
      false,
      true,
    ]);
    // Numbers of another start say nothing of what did not come.
    expect(receipts.at(-1)).toEqual({ taken: true, remark: null });
  });

  it('is refused by the name that no channel has', () => {
    const [refused] = push([{ values: { bt: 90, beanTemp: 90 }, seq: null }]);
    expect(refused).toMatchObject({ ok: false, code: 'input.invalid' });
    expect(refused).toHaveProperty(
      'message',
      'values: "beanTemp" is no channel of this machine; it has bt, et, fan',
    );
  });

  it('may be any numbers', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('bt', 'et', 'fan'), fc.double()), (values) => {
        const pushed = takePushed(settings, emptyInbox, { values, seq: null }, 0);
        if (!pushed.ok) throw new Error(pushed.message);
        const { values: all, missing } = pushed.value.values ?? { values: [], missing: [] };
        all.slice(0, 2).forEach((value, at) => {
          expect(value === null).toBe(missing[at] !== null);
        });
      }),
    );
  });

  it.each(['', ';', 'BT=bt C', Array.from({ length: 17 }, (_, at) => `c${at}`).join(';')])(
    'cannot be of channels that are none: "%s"',
    (channels) => {
      expect(pushSettings({ channels })).toMatchObject({ ok: false, code: 'driver.settings' });
    },
  );
});
