import { SimulatedClock } from '@artisan-ts/testkit';
import { runReferenceRoast, twinMachines } from '@artisan-ts/twin';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { twinDriver } from '#twin/driver.ts';

function makeBench(
  settings: Readonly<Record<string, unknown>> = {},
  clock: DriverBench['clock'] = new SimulatedClock(),
): DriverBench {
  const kind = twinDriver();
  const described = kind.describe(settings);
  if (!described.ok) throw new Error(described.message);
  const description = described.value;
  return { clock, device: kind.create(description.settings, clock), description, line: null };
}

describeDriver('the twin driver', () => makeBench());

describe('roasting on the twin', () => {
  it('follows the reference roast when the same hands move the levers', async () => {
    const { g1 } = twinMachines;
    const bench = makeBench({ noise: 'off' });
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 10);
    bench.device.batch?.charge();
    const charge = bench.clock.monoUs();
    for (const { atS, lever, value } of g1.schedule) {
      await bench.clock.advance(atS * 1000 - (bench.clock.monoUs() - charge) / 1000);
      expect(await bench.device.control?.setLever(lever, value)).toEqual({ ok: true, value });
    }
    await letReadings(bench, 30.5);
    stop();
    const reference = runReferenceRoast(g1, { seed: 1, noise: false, leadInS: 10 });
    const heard = log.column(0);
    expect(heard.length).toBeGreaterThan(540);
    for (const [second, btC] of heard.entries()) {
      expect(btC).toBeCloseTo(reference.btC[second] ?? Number.NaN, 9);
    }
  });

  it('gives the same roast for the same seed, however late its host wakes it', async () => {
    const roast = async (lagMs: number): Promise<(number | null)[]> => {
      const world = new SimulatedClock();
      const clock: DriverBench['clock'] = {
        rate: 1,
        monoUs: () => world.monoUs(),
        wallMs: () => world.wallMs(),
        sleep: (span, signal) => world.sleep((span + lagMs) as typeof span, signal),
        advance: (ms) => world.advance(ms),
        get sleeping() {
          return world.sleeping;
        },
      };
      const bench = makeBench({ seed: 7 }, clock);
      const { log, stop } = startRunning(bench);
      await letReadings(bench, 20);
      bench.device.batch?.charge();
      await letReadings(bench, 180);
      stop();
      return log.column(0).slice(0, 190);
    };
    expect(await roast(4321)).toEqual(await roast(0));
  });

  it('tells where its levers stand when it is connected', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1);
    stop();
    expect(log.levers.map(({ lever }) => lever)).toEqual(['burner', 'air', 'drumSpeed']);
  });

  it('refuses levers it does not have and values out of range, and moves nothing', async () => {
    const bench = makeBench();
    const set = bench.device.control?.setLever.bind(bench.device.control);
    expect(await set?.('damper', 5)).toMatchObject({ ok: false, code: 'lever.unknown' });
    expect(await set?.('burner', 101)).toMatchObject({ ok: false, code: 'lever.out-of-range' });
    expect(await set?.('burner', Number.NaN)).toMatchObject({ ok: false });
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1);
    stop();
    expect(log.levers.find(({ lever }) => lever === 'burner')?.value).toBe(
      twinMachines.g1.startLevers.burner,
    );
  });

  it('takes back a charge as if it had not happened', async () => {
    const bench = makeBench({ noise: 'off' });
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 5);
    bench.device.batch?.charge();
    await letReadings(bench, 30);
    bench.device.batch?.undo('charge');
    await letReadings(bench, 5);
    stop();
    const column = log.column(0);
    expect(Math.min(...column.map((value) => value ?? 0))).toBeLessThan(180);
    expect(column.at(-1)).toBeCloseTo(column[0] ?? 0, 6);
  });

  it('leaves a gap after a suspend instead of making up an hour of samples', async () => {
    const world = new SimulatedClock();
    let jumpUs = 0;
    const clock: DriverBench['clock'] = {
      rate: 1,
      monoUs: () => (world.monoUs() + jumpUs) as ReturnType<typeof world.monoUs>,
      wallMs: () => world.wallMs(),
      sleep: (span, signal) => world.sleep(span, signal),
      advance: (ms) => world.advance(ms),
      get sleeping() {
        return world.sleeping;
      },
    };
    const bench = makeBench({}, clock);
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 5.5);
    jumpUs = 3600 * 1e6;
    await letReadings(bench, 5);
    stop();
    expect(log.samples.length).toBeLessThan(15);
    expect(log.samples.at(-1)?.monoUs).toBeGreaterThan(3600 * 1e6);
  });

  it('refuses a machine that does not exist', () => {
    expect(twinDriver().describe({ machine: 'g99' })).toMatchObject({
      ok: false,
      code: 'driver.settings',
    });
  });
});
