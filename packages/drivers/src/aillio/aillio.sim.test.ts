import { FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aillioDriver } from '#aillio/driver.ts';
import {
  emptyR1,
  emptyR2,
  numberAt,
  numberKinds,
  putNumber,
  r1PartOf,
  r2PartOf,
} from '#aillio/frame.ts';
import { type BulletValues, R1Simulator, r2Simulator } from '#aillio/simulator.ts';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench, LineBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { DeviceAtLine, simulatedLine } from '#conformance/simulated-line.ts';
import type { SpoiltAnswers } from '#wire/spoilt-answers.ts';

interface BulletBench extends DriverBench {
  readonly line: LineBench;
  readonly machine: DeviceAtLine<SpoiltAnswers>;
}

function valuesOf(round: number): BulletValues {
  return {
    bt: 90 + 0.25 * round,
    drum: 205.5,
    ibts: 95.5,
    heater: 7,
    fan: 3,
    state: 6,
    power: 900,
  };
}

function makeBench(model: 'R1' | 'R2', more: Readonly<Record<string, unknown>> = {}): BulletBench {
  const clock = new SimulatedClock();
  let round = 0;
  const next = () => valuesOf(round++);
  const machine = new DeviceAtLine<SpoiltAnswers>((connection) =>
    model === 'R1'
      ? new R1Simulator({ connection, clock, next })
      : r2Simulator({ connection, clock, intervalMs: 2000, next }),
  );
  const port = new FakeTransport({ clock, onOpen: ({ far }) => machine.onOpen(far) });
  // Said once more, apart from the driver: with two bytes more the first would press a button.
  const isQuery = (bytes: Uint8Array) => /^48 (1|3)$/.test(bytes.join(' '));
  const line = simulatedLine(port, machine, model === 'R1' ? isQuery : null);
  const kind = aillioDriver(() => line.transport);
  const described = kind.describe({ model, intervalS: 2, ...more });
  if (!described.ok) throw new Error(described.message);
  const device = kind.create(described.value.settings, clock);
  return { clock, device, description: described.value, line, machine };
}

describeDriver('the driver of a Bullet R1', () => makeBench('R1'));
describeDriver('the driver of a Bullet R2', () => makeBench('R2'));

function byName(bench: BulletBench, values: readonly (number | null)[] | undefined) {
  const channels = bench.description.streams[0]?.channels ?? [];
  return Object.fromEntries(channels.map(({ id }, at) => [id, values?.[at]]));
}

describe('a Bullet', () => {
  it.each(['R1', 'R2'] as const)('%s is read with what it is at', async (model) => {
    const bench = makeBench(model);
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 2.5);
    stop();
    expect(log.column(0)).toEqual([90, 90.25, 90.5]);
    const last = byName(bench, log.samples.at(-1)?.values);
    const own = model === 'R1' ? { drum: 205.5 } : { ibts: 95.5, power: 900 };
    expect(last).toMatchObject({ heater: 7, fan: 3, state: 6, ...own });
  });

  it.each(['R1', 'R2'] as const)('%s gives the other bean temperature as BT', async (model) => {
    const bench = makeBench(model, { bt: 'IBTS' });
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 0.5);
    stop();
    const first = byName(bench, log.samples[0]?.values);
    expect(first).toMatchObject({ bt: model === 'R1' ? 205.5 : 95.5, beanProbe: 90 });
  });

  it('tells doubled, late and cut answers from the next one', async () => {
    const bench = makeBench('R1');
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    bench.machine.present.misbehave(
      { kind: 'doubled' },
      { kind: 'doubled' },
      { kind: 'slow', delayMs: 500 },
      { kind: 'silence' },
      { kind: 'cut', afterBytes: 63 },
    );
    await letReadings(bench, 5);
    stop();
    const good = log.column(0).filter((value) => value !== null);
    expect(good).toEqual([...good].sort((a, b) => a - b));
    expect(log.reasons().filter((reason) => reason !== 'ok')).toEqual(['no-reply', 'unreadable']);
    expect(log.reasons().at(-1)).toBe('ok');
  });

  it('of which half a round came gives that half', async () => {
    const bench = makeBench('R1');
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 0.5);
    // Of the next round the first answer comes, the second does not.
    bench.machine.present.misbehave({ kind: 'slow', delayMs: 0 }, { kind: 'silence' });
    await letReadings(bench, 1);
    stop();
    const channels = bench.description.streams[0]?.channels ?? [];
    const preheat = channels.findIndex(({ id }) => id === 'preheat');
    expect(log.column(0)).toEqual([90, 90.25]);
    expect(log.samples[1]?.missing[preheat]).toBe('no-reply');
  });
});

describe('a status', () => {
  it('is known by its sign, whatever else stands in it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
        const [r1, r2] = [r1PartOf(bytes), r2PartOf(bytes)];
        expect(r1 === 'A').toBe(bytes[41] === 10);
        expect(r2 === 'A0').toBe(bytes[0] === 0xa0);
      }),
    );
    expect([r1PartOf(emptyR1('A')), r1PartOf(emptyR1('B'))]).toEqual(['A', 'B']);
    expect([r2PartOf(emptyR2('A2')), r2PartOf(Uint8Array.of(0xa4))]).toEqual(['A2', 'other']);
  });

  it('gives back the numbers that were put into it', () => {
    const place = fc.record({ at: fc.nat(59), kind: fc.constantFrom(...numberKinds) });
    fc.assert(
      fc.property(place, fc.nat(127), (where, value) => {
        const bytes = new Uint8Array(64);
        putNumber(bytes, where, value);
        expect(numberAt(bytes, where)).toBe(value);
      }),
    );
  });
});
