import { btChannel, type Channel, etChannel, type RoastRecord } from '@artisan-ts/domain';
import { buildRoastRecord, FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench, LineBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { DeviceAtLine, simulatedLine } from '#conformance/simulated-line.ts';
import { modbusDriver } from '#modbus/driver.ts';
import type { ModbusWire } from '#modbus/frame.ts';
import { modbusSettings } from '#modbus/settings.ts';
import { SimulatedMemory, setByMap } from '#modbus/simulated-memory.ts';
import { ModbusSimulator } from '#modbus/simulator.ts';
import { recordSamples } from '#record-samples.ts';

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

/** Two devices on one bus; eight neighbours of one, so that an answer is longer than any cut of the suite. */
const channels =
  'BT=1:100 f32 C; ET=1:102 f32 C; Gas=1:104 u16/10; Air=1:105 u16; Fan=1:106 s32; IT=2:7 fc4 s16/10 C';

interface ModbusBench extends DriverBench {
  readonly line: LineBench;
  readonly devices: DeviceAtLine<ModbusSimulator>;
  readonly port: FakeTransport;
  readonly memory: SimulatedMemory;
}

function makeBench(wire: ModbusWire, more: Readonly<Record<string, unknown>> = {}): ModbusBench {
  const clock = new SimulatedClock();
  const settings = { wire, address: '10.0.0.2', channels, intervalS: 2, ...more };
  const parsed = modbusSettings(settings);
  if (!parsed.ok) throw new Error(parsed.message);
  const { meaning } = parsed.value;
  const memory = new SimulatedMemory();
  const next = recordSamples(record);
  const devices = new DeviceAtLine(
    (connection) =>
      new ModbusSimulator({
        wire,
        connection,
        clock,
        memory,
        onAsked: (device) => {
          if (device !== 1) return;
          const sample = next();
          setByMap(memory, meaning, [sample?.btC ?? null, sample?.etC ?? null, 3.4, 55, -7, 180.5]);
        },
      }),
  );
  setByMap(memory, meaning, [0, 0, 0, 0, 0, 180.5]);
  const port = new FakeTransport({
    clock,
    onOpen: ({ far, toNear }) => {
      toNear.split = true;
      devices.onOpen(far);
    },
  });
  const line = simulatedLine(port, devices, (written) => isRead(wire, written));
  const open = () => line.transport;
  const kind = modbusDriver({ openSerial: open, openTcp: open, openUdp: open });
  const described = kind.describe(settings);
  if (!described.ok) throw new Error(described.message);
  const device = kind.create(described.value.settings, clock);
  return { clock, device, description: described.value, line, devices, port, memory };
}

/** A read by the letter of the specification, said apart from the driver's own codec. */
function isRead(wire: ModbusWire, written: Uint8Array): boolean {
  const text = String.fromCharCode(...written);
  switch (wire) {
    case 'TCP':
    case 'UDP':
      return written.length === 12 && [1, 2, 3, 4].includes(written[7] ?? 0);
    case 'RTU':
      return written.length === 8 && [1, 2, 3, 4].includes(written[1] ?? 0);
    case 'ASCII':
      return /^:[0-9A-F]{2}0[1-4][0-9A-F]{8}[0-9A-F]{2}\r\n$/.test(text);
  }
}

for (const wire of ['TCP', 'RTU', 'ASCII'] as const) {
  describeDriver(`the Modbus driver over ${wire}`, () => makeBench(wire));
}

describe.each(['TCP', 'UDP', 'RTU', 'ASCII'] as const)('a machine on Modbus %s', (wire) => {
  it('is read sample by sample, every channel in its place', async () => {
    const bench = makeBench(wire, { intervalS: 1 });
    const { log, stop } = startRunning(bench);
    await bench.clock.advance(seconds.length * 1000 - 500);
    stop();
    expect(log.samples).toHaveLength(seconds.length);
    const single = (value: number) => Math.fround(value);
    for (const [second, sample] of log.samples.entries()) {
      const [bt, et, ...others] = sample.values;
      expect(bt).toBe(single(90 + second * 0.25));
      expect(et).toBe(single(200 + second * 0.1));
      expect(others).toEqual([3.4, 55, -7, 180.5]);
    }
  });

  it('tells a doubled answer from the next one', async () => {
    const bench = makeBench(wire);
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    bench.devices.present.misbehave({ kind: 'doubled' });
    await letReadings(bench, 3);
    stop();
    expect(log.column(0)).toEqual([90, 90.25, 90.5, 90.75, 91]);
    expect(log.column(5)).toEqual([180.5, 180.5, 180.5, 180.5, 180.5]);
  });

  it('tells a doubled answer from the next one of the same shape', async () => {
    const bench = makeBench(wire, { channels: 'BT=1:100 f32 C; ET=1:200 f32 C' });
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    bench.devices.present.misbehave({ kind: 'doubled' }, { kind: 'doubled' });
    await letReadings(bench, 3);
    stop();
    expect(log.column(0)).toEqual([90, 90.5, 91, 91.5, 92]);
    expect(log.column(1)).toEqual([200.1, 200.3, 200.5, 200.7, 200.9].map(Math.fround));
  });

  it('never takes an answer that is late into the next question for that one', async () => {
    // Numbered answers may be as late as they like; on a serial line, two time-outs.
    const isNumbered = wire === 'TCP' || wire === 'UDP';
    const bench = makeBench(wire, {
      channels: 'BT=1:100 f32 C; ET=1:102 f32 C',
      intervalS: isNumbered ? 2 : 0.5,
    });
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    const [lateMs, slowMs] = isNumbered ? [2050, 100] : [600, 150];
    bench.devices.present.misbehave(
      { kind: 'slow', delayMs: lateMs },
      { kind: 'slow', delayMs: slowMs },
    );
    await letReadings(bench, 5);
    stop();
    expect(log.column(0).slice(0, 5)).toEqual([90, 90.25, null, 90.75, 91]);
  });

  it('throws away half an answer whose end never came', async () => {
    const bench = makeBench(wire);
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 0.5);
    bench.devices.present.misbehave({ kind: 'cut', afterBytes: 9 });
    await letReadings(bench, 3);
    stop();
    expect(log.reasons()).toEqual(['ok', 'unreadable', 'ok', 'ok']);
    expect(log.column(0)).toEqual([90, null, 90.5, 90.75]);
  });

  it('reads the other devices of a bus when one is silent', async () => {
    const bench = makeBench(wire);
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 0.5);
    bench.devices.present.misbehave({ kind: 'silence' });
    await letReadings(bench, 2);
    stop();
    expect(log.column(0)).toEqual([90, null, 90.5]);
    expect(log.column(5)).toEqual([180.5, 180.5, 180.5]);
  });

  it('says what a device refused, and why', async () => {
    const bench = makeBench(wire, { channels: `${channels}; Other=1:900 u16` });
    const testing = bench.device.reading.test(new AbortController().signal);
    await letReadings(bench, 3);
    const report = await testing;
    expect(report.steps.at(-1)?.detail).toContain('holding registers 900 to 900');
    expect(report.sample?.missing.at(-1)).toBe('not-sent');
  });

  it('reads on rightly once corrupted bytes end, and believes no damaged checksum', async () => {
    const bench = makeBench(wire);
    const { log, stop, outcome } = startRunning(bench);
    await letReadings(bench, 1.5);
    const toNear = bench.port.line?.toNear;
    if (toNear === undefined) throw new Error('the port was never opened');
    toNear.corruptShare = 0.03;
    await letReadings(bench, 40);
    toNear.corruptShare = 0;
    const spoilt = log.samples.length;
    await letReadings(bench, 5);
    expect(outcome()).toBeNull();
    stop();
    const steps = log.column(0).slice(spoilt + 1);
    expect(steps.every((value) => value !== null)).toBe(true);
    expect(log.reasons().filter((reason) => reason !== 'ok').length).toBeGreaterThan(3);
    if (wire === 'TCP' || wire === 'UDP') return;
    const believed = log.column(0).filter((value) => value !== null);
    expect(believed.every((value) => (value - 90) / 0.25 === Math.round((value - 90) / 0.25))).toBe(
      true,
    );
  });
});
