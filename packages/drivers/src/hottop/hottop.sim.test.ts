import { MonoUs } from '@artisan-ts/domain';
import { FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench, LineBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { DeviceAtLine, simulatedLine } from '#conformance/simulated-line.ts';
import { hottopDriver } from '#hottop/driver.ts';
import { encodeStatus, type HottopStatus, hottopFramer } from '#hottop/frame.ts';
import { hottopSimulator } from '#hottop/simulator.ts';
import type { SpeakingDevice } from '#wire/speaking-device.ts';

const quiet: HottopStatus = {
  btC: 90,
  etC: 210,
  heaterPct: 80,
  fanPct: 0,
  mainFanPct: 30,
  solenoid: 0,
  drumMotor: 1,
  coolingMotor: 0,
  chaffTray: 1,
};

interface HottopBench extends DriverBench {
  readonly line: LineBench;
  readonly machine: DeviceAtLine<SpeakingDevice>;
  readonly port: FakeTransport;
}

function makeBench(): HottopBench {
  const clock = new SimulatedClock();
  let said = 0;
  const machine = new DeviceAtLine((connection) =>
    hottopSimulator({
      connection,
      clock,
      intervalMs: 2000,
      next: () => ({ ...quiet, btC: 90 + said++ }),
    }),
  );
  const port = new FakeTransport({
    clock,
    onOpen: ({ far, toNear }) => {
      toNear.bytesPerS = 11_520;
      toNear.split = true;
      machine.onOpen(far);
    },
  });
  const line = simulatedLine(port, machine, null);
  const kind = hottopDriver(() => line.transport);
  const described = kind.describe({ port: 'COM3', intervalS: 2 });
  if (!described.ok) throw new Error(described.message);
  const device = kind.create(described.value.settings, clock);
  return { clock, device, description: described.value, line, machine, port };
}

describeDriver('the Hottop driver', makeBench);

describe('a Hottop', () => {
  it('is heard with all that it does', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 2.5);
    stop();
    expect(log.samples.map(({ values }) => values)).toEqual([
      [90, 210, 80, 30, 0, 0, 1, 0, 1],
      [91, 210, 80, 30, 0, 0, 1, 0, 1],
      [92, 210, 80, 30, 0, 0, 1, 0, 1],
    ]);
  });

  it('gives nothing of half a status, nor of one with a wrong sum', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    bench.machine.present.misbehave({ kind: 'cut', afterBytes: 30 });
    await letReadings(bench, 2);
    if (bench.port.line) bench.port.line.toNear.corruptShare = 0.05;
    await letReadings(bench, 40);
    stop();
    const believed = log.samples.filter(({ values }) => values[0] !== null);
    expect(believed.every(({ values }) => values[1] === 210 && (values[0] ?? 0) < 135)).toBe(true);
    expect(log.reasons()).toContain('unreadable');
  });

  it('is understood from any bytes around its frames', () => {
    const word = fc.integer({ min: 0, max: 65_535 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), word, word, (noise, btC, etC) => {
        const framer = hottopFramer();
        framer.push(noise, MonoUs(0));
        const heard = framer.push(encodeStatus({ ...quiet, btC, etC }), MonoUs(1));
        // Noise may end in a head: then the frame after the next one is the first.
        if (heard.length === 0) return;
        expect(heard.at(-1)?.status).toEqual({ ...quiet, btC, etC });
      }),
    );
  });
});
