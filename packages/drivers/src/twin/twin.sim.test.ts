import { type KeptTwin, keptTwin } from '@artisan-ts/contracts';
import { makeId, type SourceId } from '@artisan-ts/domain';
import { SimulatedClock } from '@artisan-ts/testkit';
import { faultNames, runReferenceRoast, twinMachines } from '@artisan-ts/twin';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { twinDriver } from '#twin/driver.ts';

const source = makeId('source', '1'.repeat(32));

/** What is kept of simulated machines, as a file would give it back. */
class Shelf {
  readonly texts = new Map<SourceId, string>();

  left(id: SourceId): KeptTwin | null {
    const text = this.texts.get(id);
    return text === undefined ? null : keptTwin.parse(JSON.parse(text));
  }

  keep(id: SourceId, twin: KeptTwin): void {
    this.texts.set(id, JSON.stringify(twin));
  }
}

function makeBench(
  settings: Readonly<Record<string, unknown>> = {},
  clock: DriverBench['clock'] = new SimulatedClock(),
  shelf: Shelf | null = null,
): DriverBench {
  const kind = twinDriver(shelf);
  const described = kind.describe(settings);
  if (!described.ok) throw new Error(described.message);
  const description = described.value;
  const device = kind.create(description.settings, clock, source);
  return { clock, device, description, line: null };
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

  it('leaves a gap after a suspend instead of making up an hour of samples, and the beans went on', async () => {
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
    bench.device.batch?.charge();
    await letReadings(bench, 5.5);
    jumpUs = 600 * 1e6;
    await letReadings(bench, 5);
    stop();
    expect(log.samples.length).toBeLessThan(15);
    expect(log.samples.at(-1)?.monoUs).toBeGreaterThan(600 * 1e6);
    expect(log.samples.at(-1)?.values[0]).toBeGreaterThan(170);
  });

  it('refuses a machine that does not exist', () => {
    expect(twinDriver().describe({ machine: 'g99' })).toMatchObject({
      ok: false,
      code: 'driver.settings',
    });
  });
});

describe('a station that is started again in mid-rehearsal', () => {
  /** Roasts with a hand on the levers, away for some seconds in the middle; gives BT by second of the axis. */
  async function roast(awayS: number | null, settings = {}): Promise<Map<number, number>> {
    const shelf = new Shelf();
    const clock = new SimulatedClock();
    const read = async (deeds: (bench: DriverBench) => Promise<void>) => {
      const bench = makeBench({ noise: 'off', days: 'production', ...settings }, clock, shelf);
      const { log, stop } = startRunning(bench);
      await deeds(bench);
      stop();
      return log.samples;
    };
    const before = async (bench: DriverBench) => {
      await letReadings(bench, 10);
      bench.device.batch?.charge();
      await letReadings(bench, 60.3);
      await bench.device.control?.setLever('burner', 40);
      await letReadings(bench, 200);
    };
    const after = async (bench: DriverBench) => {
      await letReadings(bench, 60);
      bench.device.batch?.drop();
      await letReadings(bench, 60);
    };
    const samples =
      awayS === null
        ? await read(async (bench) => {
            await before(bench);
            await clock.advance(40_000);
            await after(bench);
          })
        : [...(await read(before)), ...(await clock.advance(awayS * 1000).then(() => read(after)))];
    return new Map(samples.map(({ monoUs, values }) => [monoUs / 1e6, values[0] ?? Number.NaN]));
  }

  it('finds the same beans, hotter by the time that it was away, with the levers as they stood', async () => {
    const [whole, broken] = [await roast(null), await roast(40)];
    expect(broken.size).toBeGreaterThan(350);
    for (const [timeS, btC] of broken) {
      // The model goes in steps of a quarter second, and a new start reads between them.
      const expected = whole.get(Math.round(timeS));
      expect(Math.abs(btC - (expected ?? Number.NaN)), `at ${timeS} s`).toBeLessThan(1.5);
    }
  });

  it('finds the drum empty and preheated when nobody looked for more than an hour', async () => {
    const broken = await roast(3601);
    expect(broken.get(Math.min(...[...broken.keys()].filter((timeS) => timeS > 3000)))).toBe(200);
  });

  it('is not taken in by what another machine left', async () => {
    const shelf = new Shelf();
    const clock = new SimulatedClock();
    const g1 = makeBench({ noise: 'off' }, clock, shelf);
    await g1.device.control?.setLever('burner', 12);
    const levers = async (settings: object) => {
      const bench = makeBench({ noise: 'off', ...settings }, clock, shelf);
      const { log, stop } = startRunning(bench);
      await letReadings(bench, 1);
      stop();
      return log.levers.find(({ lever }) => lever === 'burner')?.value;
    };
    expect(await levers({})).toBe(12);
    expect(await levers({ seed: 2 })).toBe(twinMachines.g1.startLevers.burner);
  });
});

describe('a twin that is heated by hand', () => {
  it('is cold when it is switched on, hot when it was heated, and goes on where it was left', async () => {
    const shelf = new Shelf();
    const clock = new SimulatedClock();
    const morning = makeBench({ noise: 'off', heating: 'hands' }, clock, shelf);
    const first = startRunning(morning);
    await letReadings(morning, 60);
    expect(first.log.column(0).at(-1)).toBe(22);
    expect(first.log.levers.find(({ lever }) => lever === 'burner')?.value).toBe(0);
    await morning.device.control?.setLever('burner', 60);
    await letReadings(morning, 240);
    first.stop();
    const leftC = first.log.column(0).at(-1) ?? 0;
    expect(leftC).toBeGreaterThan(120);
    const again = makeBench({ noise: 'off', heating: 'hands' }, clock, shelf);
    const second = startRunning(again);
    await letReadings(again, 100);
    second.stop();
    const foundC = second.log.column(0)[0] ?? 0;
    expect(Math.abs(foundC - leftC)).toBeLessThan(2);
    expect(second.log.column(0).at(-1)).toBeGreaterThan(leftC + 20);
  });
});

describe('a twin that breaks', () => {
  /** Samples of a batch of ten minutes; every fault begins within eight. */
  async function batchWith(faults: string) {
    const bench = makeBench({ noise: 'off', faults });
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 5);
    bench.device.batch?.charge();
    await letReadings(bench, 600);
    stop();
    return log.samples;
  }
  const column = (samples: Awaited<ReturnType<typeof batchWith>>, index: number) =>
    samples.map(({ values }) => values[index]);

  it('shows one bean temperature from a moment on', async () => {
    const btC = column(await batchWith('stuckProbe'), 0);
    expect(btC.slice(-60).every((valueC) => valueC === btC.at(-1))).toBe(true);
    expect(new Set(btC.slice(0, 100)).size).toBeGreaterThan(50);
  });

  it('loses its environment probe with a reason, and several faults at once', async () => {
    const samples = await batchWith('etLost, probeOffset');
    expect(samples.at(-1)?.missing).toEqual([null, 'open-circuit']);
    const whole = column(await batchWith(''), 0);
    expect((column(samples, 0).at(-1) ?? 0) - (whole.at(-1) ?? 0)).toBeCloseTo(3, 6);
  });

  it('sends readings twice, in order', async () => {
    const samples = await batchWith('doubledSamples');
    const times = samples.map(({ monoUs }) => monoUs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(samples.at(-1)?.values).toEqual(samples.at(-2)?.values);
    expect(samples.length).toBeGreaterThan(700);
  });

  it('lets its clock jump a minute ahead, once', async () => {
    const samples = await batchWith('clockJump');
    const stepsMs = samples.slice(1).map(({ wallMs }, i) => wallMs - (samples[i]?.wallMs ?? 0));
    expect(stepsMs.filter((stepMs) => stepMs === 61_000)).toHaveLength(1);
    expect(stepsMs.filter((stepMs) => stepMs === 1000)).toHaveLength(stepsMs.length - 1);
  });

  it('says that the burner moved though it does not follow for a minute', async () => {
    const roast = async (faults: string) => {
      const bench = makeBench({ noise: 'off', faults });
      const { log, stop } = startRunning(bench);
      bench.device.batch?.charge();
      // Every quarter of a minute another value: some of them fall into the minute.
      for (let step = 0; step < 36; step += 1) {
        const value = step % 2 === 0 ? 90 : 40;
        expect(await bench.device.control?.setLever('burner', value)).toEqual({ ok: true, value });
        await letReadings(bench, 15);
      }
      stop();
      return log.column(0).at(-1);
    };
    expect(await roast('gasStepIgnored')).not.toBe(await roast(''));
  });

  it('leaves its levers where they are once nobody approves them any more, and says so', async () => {
    const bench = makeBench({ noise: 'off', faults: 'approvalLost' });
    const { log, stop } = startRunning(bench);
    bench.device.batch?.charge();
    const set = (value: number) => bench.device.control?.setLever('burner', value);
    expect(await set(60)).toEqual({ ok: true, value: 60 });
    await letReadings(bench, 490);
    expect(await set(20)).toMatchObject({
      ok: false,
      code: 'driver.refused',
      message: expect.stringContaining('Burner stays at 60 %'),
    });
    bench.device.batch?.drop();
    expect(await set(20)).toEqual({ ok: true, value: 20 });
    stop();
    expect(log.column(0).length).toBeGreaterThan(480);
  });

  it('names every fault in words of people, with a line about each', () => {
    const field = twinDriver().fields.find(({ name }) => name === 'faults');
    const choices = field !== undefined && 'choices' in field ? field.choices : [];
    expect(choices.map(({ value }) => value)).toEqual(faultNames);
    for (const { value, label, help } of choices) {
      expect(label).not.toBe(value);
      expect(help).toBeTruthy();
    }
  });

  it('refuses a fault that does not exist', () => {
    expect(twinDriver().describe({ faults: 'stuckProbe, bewitched' })).toMatchObject({
      ok: false,
      code: 'driver.settings',
      message: expect.stringContaining('any of stuckProbe'),
    });
  });
});
