import { MonoUs } from '@artisan-ts/domain';
import { FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench, LineBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { DeviceAtLine, simulatedLine } from '#conformance/simulated-line.ts';
import { santokerDriver } from '#santoker/driver.ts';
import { encodeMessage, type SantokerTarget, santokerFramer } from '#santoker/frame.ts';
import { SantokerSimulator } from '#santoker/simulator.ts';

interface SantokerBench extends DriverBench {
  readonly line: LineBench;
  readonly machine: DeviceAtLine<SantokerSimulator>;
  readonly port: FakeTransport;
}

/** Says all but IR, the board only at first, and power in half of the rounds. */
function valuesOf(round: number): Readonly<Partial<Record<SantokerTarget, number>>> {
  return {
    ...(round === 0 ? { board: 40 } : {}),
    et: 210.5,
    ...(round % 2 === 0 ? { power: 80 } : {}),
    air: 30,
    drum: 60,
    bt: 90 + 0.5 * round,
  };
}

function makeBench(): SantokerBench {
  const clock = new SimulatedClock();
  let round = 0;
  const machine = new DeviceAtLine(
    (connection) =>
      new SantokerSimulator({ connection, clock, intervalMs: 2000, next: () => valuesOf(round++) }),
  );
  const port = new FakeTransport({
    clock,
    onOpen: ({ far, toNear }) => {
      toNear.split = true;
      machine.onOpen(far);
    },
  });
  const line = simulatedLine(port, machine, null);
  const open = () => line.transport;
  const kind = santokerDriver({ openSerial: open, openTcp: open });
  const described = kind.describe({ intervalS: 2 });
  if (!described.ok) throw new Error(described.message);
  const device = kind.create(described.value.settings, clock);
  return { clock, device, description: described.value, line, machine, port };
}

describeDriver('the Santoker driver', makeBench);

describe('a Santoker', () => {
  it('is heard value by value, and an old value is not one of now', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 3.5);
    stop();
    expect(log.samples.map(({ values }) => values)).toEqual([
      [90, 210.5, null, 40, 80, 30, 60],
      [90.5, 210.5, null, 40, 80, 30, 60],
      [91, 210.5, null, 40, 80, 30, 60],
      [91.5, 210.5, null, null, 80, 30, 60],
    ]);
    expect(log.samples.at(-1)?.missing.slice(2, 4)).toEqual(['not-sent', 'no-reply']);
  });

  it('tells each press of a button once', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 3.5);
    const machine = bench.machine.present;
    machine.press('charge');
    machine.press('charge');
    machine.press('charge', false);
    machine.press('fcStart');
    machine.press('drop');
    await letReadings(bench, 1);
    stop();
    expect(log.marks.map(({ kind }) => kind)).toEqual(['charge', 'fcStart', 'drop']);
  });

  it('takes no button for pressed that was down as the connection was made', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 0.5);
    bench.machine.present.press('charge');
    await letReadings(bench, 4);
    bench.machine.present.press('charge');
    bench.machine.present.press('drop');
    await letReadings(bench, 1);
    stop();
    expect(log.marks.map(({ kind }) => kind)).toEqual(['drop']);
  });

  it('gives nothing of a damaged message', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    if (bench.port.line) bench.port.line.toNear.corruptShare = 0.02;
    await letReadings(bench, 40);
    stop();
    for (const value of log.column(0)) {
      if (value !== null) expect(value * 2).toBe(Math.round(value * 2));
    }
    expect(log.reasons()).toContain('unreadable');
  });

  it('is understood however its bytes are split, whatever came before', () => {
    const value = fc.integer({ min: 0, max: 0xffffff });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), value, fc.nat(16), (noise, said, cut) => {
        const framer = santokerFramer();
        framer.push(noise, MonoUs(0));
        const bytes = encodeMessage(0xf1, said);
        const heard = [
          ...framer.push(bytes.subarray(0, cut), MonoUs(1)),
          ...framer.push(bytes.subarray(cut), MonoUs(2)),
        ];
        expect(heard.at(-1)?.message).toEqual({ kind: 'value', target: 'bt', value: said });
      }),
    );
  });
});
