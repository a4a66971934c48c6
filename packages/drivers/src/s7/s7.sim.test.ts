import { btChannel, type Channel, etChannel, type RoastRecord } from '@artisan-ts/domain';
import { buildRoastRecord, FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench, LineBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { DeviceAtLine, simulatedLine } from '#conformance/simulated-line.ts';
import { recordSamples } from '#record-samples.ts';
import { s7Driver } from '#s7/driver.ts';
import { s7Settings } from '#s7/settings.ts';
import { S7Simulator, SimulatedBlocks, setBlocks } from '#s7/simulator.ts';

const seconds = Array.from({ length: 400 }, (_, second) => second);

function curve(channel: Channel, valueAt: (second: number) => number) {
  return { channel, timeS: seconds, values: seconds.map(valueAt), missing: null };
}

/** A roast whose every bean temperature is another, so that no sample can be taken for its neighbour. */
const record: RoastRecord = buildRoastRecord(1, {
  curves: [
    curve(btChannel, (second) => 90 + second * 0.25),
    curve(etChannel, (second) => 200 + second * 0.1),
  ],
});

interface S7Bench extends DriverBench {
  readonly line: LineBench;
  readonly plc: DeviceAtLine<S7Simulator>;
}

/** What stands in the memory beside BT and ET, in the order of the map; null is left as it is. */
const levers = [55, 121, 43, 0, 55, 120, 60];

function makeBench(
  more: Readonly<Record<string, unknown>> = {},
  rest: readonly (number | null)[] = levers,
): S7Bench {
  const clock = new SimulatedClock();
  const settings = { machine: 'Giesen W15A', intervalS: 2, ...more };
  const parsed = s7Settings(settings);
  if (!parsed.ok) throw new Error(parsed.message);
  const { meaning } = parsed.value;
  const blocks = new SimulatedBlocks();
  const next = recordSamples(record);
  const plc = new DeviceAtLine(
    (connection) =>
      new S7Simulator({
        connection,
        clock,
        blocks,
        onRead: () => {
          const sample = next();
          setBlocks(blocks, meaning, [sample?.btC ?? null, sample?.etC ?? null, ...rest]);
        },
      }),
  );
  const port = new FakeTransport({
    clock,
    onOpen: ({ far, toNear }) => {
      toNear.split = true;
      plc.onOpen(far);
    },
  });
  const line = simulatedLine(port, plc, isRead);
  const kind = s7Driver(() => line.transport);
  const described = kind.describe(settings);
  if (!described.ok) throw new Error(described.message);
  const device = kind.create(described.value.settings, clock);
  return { clock, device, description: described.value, line, plc };
}

/** A connection request, or a job of S7 that agrees on sizes or reads: said apart from the driver's own codec. */
function isRead(written: Uint8Array): boolean {
  const isWhole =
    written[0] === 3 && (written[2] ?? 0) * 256 + (written[3] ?? 0) === written.length;
  if (written[5] === 0xe0) return isWhole && written.length === 22;
  const job = written[17];
  return isWhole && written[7] === 0x32 && written[8] === 1 && (job === 0xf0 || job === 0x04);
}

describeDriver('the S7 driver', () => makeBench());

describe('a Giesen W15A', () => {
  it('is chosen by name and read sample by sample, every channel in its place', async () => {
    const bench = makeBench({ intervalS: 1 });
    const { log, stop } = startRunning(bench);
    await bench.clock.advance(seconds.length * 1000 - 500);
    stop();
    expect(bench.description.streams[0]?.channels.map(({ id }) => id)).toEqual([
      'bt',
      'et',
      'burnerPct',
      'airPa',
      'drumSpeed',
      'damper',
      'burner',
      'air',
      'airPct',
    ]);
    expect(log.samples).toHaveLength(seconds.length);
    for (const [second, { values }] of log.samples.entries()) {
      const temperatures = [90 + second * 0.25, 200 + second * 0.1].map(Math.fround);
      expect(values).toEqual([...temperatures, 55, 121, 43, 0, 55, 120, 60]);
    }
  });

  it('has no set value of a burner that it regulates itself', async () => {
    const channels = 'BT=DB3.116 REAL C; ET=DB3.112 REAL C; Burner=DB2.14 INT-1; Raw=DB2.14 INT';
    const bench = makeBench({ channels }, [null, 0]);
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 0.5);
    stop();
    expect(log.samples[0]?.values.slice(2)).toEqual([null, 0]);
    expect(log.samples[0]?.missing[2]).toBe('not-sent');
  });

  it('tells a doubled and a late answer from the next one', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    bench.plc.present.misbehave(
      { kind: 'doubled' },
      { kind: 'slow', delayMs: 1900 },
      { kind: 'cut', afterBytes: 30 },
    );
    await letReadings(bench, 5);
    stop();
    expect(log.column(0)).toEqual([90, 90.25, 90.5, null, null, 91.25, 91.5]);
    expect(log.reasons().slice(3, 5)).toEqual(['no-reply', 'unreadable']);
  });

  it('says which place a PLC refused, and why', async () => {
    const channels = 'BT=DB3.116 REAL C; ET=DB3.112 REAL C; Gone=DB77.0 REAL C; Far=DB3.900 INT';
    const bench = makeBench({ channels }, [null, null]);
    const testing = bench.device.reading.test(new AbortController().signal);
    await letReadings(bench, 1);
    const report = await testing;
    const detail = report.steps.at(-1)?.detail ?? '';
    expect(detail).toContain('Gone at DB77.0 was refused: there is no such data block');
    expect(detail).toContain('Far at DB3.900 was refused: the address is beyond the end');
    expect(report.sample?.missing).toEqual([null, null, 'not-sent', 'not-sent']);
  });
});
