import {
  btChannel,
  type Curve,
  etChannel,
  type RoastRecord,
  type Sample,
  type TemperatureUnit,
} from '@artisan-ts/domain';
import type { DeviceDescription } from '@artisan-ts/runtime';
import { buildRoastRecord, FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench, LineBench } from '#conformance/driver-bench.ts';
import { RecordingTransport } from '#conformance/recording-transport.ts';
import { letReadings, type Running, startRunning } from '#conformance/running.ts';
import { tc4Driver } from '#tc4/driver.ts';
import { recordInputs, type Tc4Inputs } from '#tc4/simulated-inputs.ts';
import { bootMs, type Tc4Fault, Tc4Simulator } from '#tc4/simulator.ts';

const seconds = Array.from({ length: 400 }, (_, second) => second);

function curve(channel: Curve['channel'], valueAt: (second: number) => number | null): Curve {
  return { channel, timeS: seconds, values: seconds.map(valueAt), missing: null };
}

/** A roast whose every bean temperature is another, so that no sample can be taken for its neighbour. */
const record: RoastRecord = buildRoastRecord(1, {
  curves: [
    curve(btChannel, (second) => 90 + second * 0.25),
    curve(etChannel, (second) => (second % 10 === 7 ? null : 200 + second * 0.1)),
  ],
});

interface Tc4Bench extends DriverBench {
  readonly line: LineBench;
  readonly board: () => Tc4Simulator;
  /** What is wrong with the way from the board to us. */
  readonly faultsToNear: () => { corruptShare: number };
  readonly served: number[];
  /** When the board was asked for each sample. */
  readonly askedUs: number[];
}

function makeBench(settings: Readonly<Record<string, unknown>> = {}): Tc4Bench {
  const clock = new SimulatedClock();
  const recorded = recordInputs(record);
  const askedUs: number[] = [];
  const inputs: Tc4Inputs = {
    next: () => {
      askedUs.push(clock.monoUs());
      return recorded.next();
    },
  };
  const served: number[] = [];
  let board: Tc4Simulator | null = null;
  let isMute = false;
  const port = new FakeTransport({
    clock,
    onOpen: ({ far, toNear, toFar }) => {
      toNear.bytesPerS = 11_520;
      toFar.bytesPerS = 11_520;
      toNear.split = true;
      board = new Tc4Simulator({
        connection: far,
        clock,
        inputs,
        onServed: (index) => served.push(index),
      });
      if (isMute) board.mute();
    },
  });
  const transport = new RecordingTransport(port);
  const kind = tc4Driver(() => transport);
  const described = kind.describe({ port: '/dev/simulated', intervalS: 2, ...settings });
  if (!described.ok) throw new Error(described.message);
  const description: DeviceDescription = described.value;
  const present = (): Tc4Simulator => {
    if (board === null) throw new Error('the port was never opened');
    return board;
  };
  const line: LineBench = {
    transport,
    unplugAfterBytes: (bytes) => {
      port.refuse('driver.port-missing');
      if (port.line !== null) port.line.toNear.cutAfterBytes = bytes;
    },
    plug: () => port.plug(),
    silence: () => {
      isMute = true;
      board?.mute();
    },
    garbleNext: () => present().misbehave({ kind: 'garbage' }),
    delayNext: () => present().misbehave({ kind: 'slow', delayMs: 1400 }),
    isAsked: true,
    mayRead: (written) =>
      /^(CHAN;1200|UNITS;[CF]|FILT;70,70,70,70|READ)\n$/.test(String.fromCharCode(...written)),
    mayTest: (written) => String.fromCharCode(...written) === 'READ\n',
  };
  const device = kind.create(description.settings, clock);
  const faultsToNear = (): { corruptShare: number } => {
    if (port.line === null) throw new Error('the port was never opened');
    return port.line.toNear;
  };
  return { clock, device, description, line, board: present, faultsToNear, served, askedUs };
}

describeDriver('the TC4 driver', makeBench);

/** Runs a device again whenever it was lost, as the station does. */
class Supervised {
  readonly #bench: DriverBench;
  readonly #samples: Sample[] = [];
  #run: Running;

  constructor(bench: DriverBench) {
    this.#bench = bench;
    this.#run = startRunning(bench);
  }

  async read(count: number): Promise<void> {
    for (let left = count; left > 0; left--) {
      await letReadings(this.#bench, Math.min(1, left));
      if (this.#run.outcome() === null) continue;
      this.#samples.push(...this.#run.log.samples);
      this.#run = startRunning(this.#bench);
    }
  }

  /** All samples of all runs. */
  stop(): readonly Sample[] {
    this.#run.stop();
    return [...this.#samples, ...this.#run.log.samples];
  }
}

describe('a TC4 on a line', () => {
  it.each(['C', 'F'] as const)('reads a whole roast sample by sample in %s', async (unit) => {
    const bench = makeBench({ unit: unit satisfies TemperatureUnit, intervalS: 1 });
    const { log, stop } = startRunning(bench);
    await bench.clock.advance(seconds.length * 1000 - 500);
    stop();
    expect(bench.served).toEqual(seconds);
    const digitC = unit === 'C' ? 0.005 : 0.005 / 1.8;
    expect(log.samples).toHaveLength(seconds.length);
    for (const [second, sample] of log.samples.entries()) {
      expect(Math.abs((sample.values[0] ?? 0) - (90 + second * 0.25))).toBeLessThan(digitC + 1e-9);
      expect(Math.abs(sample.monoUs - second * 1e6)).toBeLessThan(20_000);
      if (second % 10 === 7) expect(sample.missing).toEqual([null, 'open-circuit', null]);
      else expect(sample.values[1]).toBeCloseTo(200 + second * 0.1, 2);
    }
  });

  it('puts neither the late nor the lost answer into the place of another', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 2.5);
    bench.board().misbehave({ kind: 'slow', delayMs: 1900 }, { kind: 'silence' });
    await letReadings(bench, 6);
    stop();
    expect(log.column(0)).toEqual([90, 90.25, 90.5, null, null, 91.25, 91.5, 91.75, 92]);
  });

  it('throws away half an answer whose end never came', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 0.5);
    bench.board().misbehave({ kind: 'cut', afterBytes: 9 });
    await letReadings(bench, 3);
    stop();
    expect(log.reasons()).toEqual(['ok', 'no-reply', 'ok', 'ok']);
    expect(log.column(0)).toEqual([90, null, 90.5, 90.75]);
  });

  it('believes no number in the wrong unit after the board restarted', async () => {
    const bench = makeBench({ unit: 'F' });
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 2.5);
    bench.board().misbehave({ kind: 'reboot' });
    await bench.clock.advance(bootMs + 8000);
    stop();
    const values = log.column(0).filter((value) => value !== null);
    expect(values.every((value) => value > 89.9 && value < 93)).toBe(true);
    expect(log.reasons().at(-1)).toBe('ok');
    expect(log.reasons().filter((reason) => reason === 'no-reply').length).toBeGreaterThan(0);
  });

  it('tells a board that restarted between two readings its unit again', async () => {
    const bench = makeBench({ unit: 'F' });
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 2.2);
    bench.board().restart();
    await letReadings(bench, 4);
    stop();
    const values = log.column(0).filter((value) => value !== null);
    expect(values.every((value) => value > 89.9 && value < 93)).toBe(true);
    expect(log.reasons().at(-1)).toBe('ok');
  });

  it('reads on through corrupted bytes, and rightly once they end', async () => {
    const bench = makeBench();
    const { log, stop, outcome } = startRunning(bench);
    await letReadings(bench, 1.5);
    bench.faultsToNear().corruptShare = 0.03;
    await letReadings(bench, 60);
    bench.faultsToNear().corruptShare = 0;
    const spoilt = log.samples.length;
    await letReadings(bench, 6);
    expect(outcome()).toBeNull();
    stop();
    expect(log.reasons().filter((reason) => reason !== 'ok').length).toBeGreaterThan(5);
    // The first answer after the noise may still be an old one that is being thrown away.
    const after = log.column(0).slice(spoilt + 1);
    const expected = bench.served.slice(-after.length).map((second) => 90 + second * 0.25);
    expect(after).toEqual(expected);
  });

  it('never puts a number at a time at which the board did not measure it, whatever goes wrong', async () => {
    const fault: fc.Arbitrary<Tc4Fault> = fc.oneof(
      fc.constantFrom<Tc4Fault>({ kind: 'silence' }, { kind: 'garbage' }, { kind: 'reboot' }),
      fc.record({ kind: fc.constant('slow'), delayMs: fc.integer({ min: 1, max: 9000 }) }),
      fc.record({ kind: fc.constant('cut'), afterBytes: fc.integer({ min: 0, max: 22 }) }),
    );
    const mishap = fc.record({ fault, afterReadings: fc.double({ min: 0, max: 4, noNaN: true }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(mishap, { maxLength: 12 }),
        fc.constantFrom('C', 'F'),
        async (mishaps, unit) => {
          const bench = makeBench({ unit });
          const supervised = new Supervised(bench);
          for (const { fault, afterReadings } of mishaps) {
            await supervised.read(afterReadings);
            bench.board().misbehave(fault);
          }
          await supervised.read(80);
          const samples = supervised.stop();
          expect(samples.at(-1)?.missing[0]).toBeNull();
          for (const { values, monoUs } of samples) {
            if (values[0] === null || values[0] === undefined) continue;
            const index = Math.round((values[0] - 90) / 0.25);
            expect(Math.abs(values[0] - (90 + index * 0.25))).toBeLessThan(0.006);
            const askedUs = bench.askedUs[index] ?? Number.NaN;
            expect(monoUs - askedUs).toBeGreaterThanOrEqual(0);
            expect(monoUs - askedUs).toBeLessThan(1_000_000);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('refuses settings it cannot use, naming them', () => {
    const kind = tc4Driver(() => {
      throw new Error('nothing is opened');
    });
    expect(kind.describe({})).toMatchObject({ ok: false, code: 'driver.settings' });
    expect(kind.describe({ port: 'COM3', channels: '1100' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('channels'),
    });
    expect(kind.describe({ port: 'COM3', intervalS: 0 })).toMatchObject({ ok: false });
  });
});
