import { MonoUs } from '@artisan-ts/domain';
import { FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { artisanDriver } from '#artisan/driver.ts';
import { parseDigits } from '#artisan/frame.ts';
import { showClock, stillClock } from '#artisan/roast-clock.ts';
import { ArtisanSimulator, type ShownDigits } from '#artisan/simulator.ts';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench, LineBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { DeviceAtLine, simulatedLine } from '#conformance/simulated-line.ts';
import { encodeLine } from '#wire/line-framer.ts';

interface ArtisanBench extends DriverBench {
  readonly line: LineBench;
  readonly artisan: DeviceAtLine<ArtisanSimulator>;
}

function makeBench(
  show: (said: number) => ShownDigits = (said) => ({ bt: 90 + said, et: 210, clockS: said }),
  settings: Readonly<Record<string, unknown>> = {},
): ArtisanBench {
  const clock = new SimulatedClock();
  let said = 0;
  const artisan = new DeviceAtLine(
    (connection) =>
      new ArtisanSimulator({ connection, clock, intervalMs: 2000, next: () => show(said++) }),
  );
  const port = new FakeTransport({
    clock,
    onOpen: ({ far, toNear }) => {
      toNear.split = true;
      artisan.onOpen(far);
    },
  });
  const line = simulatedLine(port, artisan, null);
  const kind = artisanDriver(() => line.transport);
  const described = kind.describe({ intervalS: 2, ...settings });
  if (!described.ok) throw new Error(described.message);
  const device = kind.create(described.value.settings, clock);
  return { clock, device, description: described.value, line, artisan };
}

describeDriver('the driver that follows Artisan', () => makeBench());

describe('an Artisan that is followed', () => {
  it('is read in its own unit, and what it does not tell anew is held', async () => {
    const bench = makeBench(() => ({ bt: 392, et: 410, clockS: 0 }), { unit: 'F' });
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 0.5);
    bench.artisan.present.say(encodeLine('{"data":{"time":"00:01"}}'));
    await letReadings(bench, 1);
    bench.artisan.present.say(encodeLine('{"data":{"time":"00:03"}}'));
    await letReadings(bench, 0.5);
    stop();
    for (const { values } of log.samples.filter(({ missing }) => missing[0] === null)) {
      expect(values).toEqual([200, 210]);
    }
    expect(log.samples.length).toBeGreaterThanOrEqual(2);
  });

  it('that samples slower than was said is read as it samples: nothing is made up, and nothing missing', async () => {
    // It tells every 2 s, its clock every second; readings every second were wanted.
    const bench = makeBench(
      (said) => ({ bt: 20 + (said % 3 === 0 ? said : 1), et: 20, clockS: said }),
      {
        intervalS: 1,
      },
    );
    const { log, stop } = startRunning(bench);
    await bench.clock.advance(4000);
    for (let second = 0; second < 20; second++) {
      bench.artisan.present.say(encodeLine(`{"data":{"time":"01:${10 + second}"}}`));
      await bench.clock.advance(1000);
    }
    stop();
    const late = log.samples.slice(4);
    expect(late.every(({ missing }) => missing.every((reason) => reason === null))).toBe(true);
    const spans = late.slice(1).map(({ monoUs }, at) => monoUs - (late[at]?.monoUs ?? 0));
    expect(Math.min(...spans)).toBeGreaterThan(1_500_000);
  });

  it('says that a value is missing where Artisan shows none', async () => {
    const bench = makeBench((said) => ({ bt: said < 2 ? null : 21.5, et: 20, clockS: said }));
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 3.5);
    stop();
    expect(log.samples[0]?.missing[0]).toBe('not-sent');
    expect(log.column(0).slice(-2)).toEqual([21.5, 21.5]);
  });

  it('tells of charge and drop where its clock began anew', async () => {
    // Counts from START, begins anew at CHARGE with the sixth message and at DROP with the tenth, and is reset in the end.
    const shown = [0, 2, 4, 6, 8, 0, 2, 4, 6, 0, 2, 4, 6, 0, 0, 0, 0];
    const bench = makeBench((said) => ({ bt: 180 + said, et: 200, clockS: shown[said] ?? 0 }));
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 16);
    stop();
    expect(log.marks.map(({ kind }) => kind)).toEqual(['charge', 'drop']);
    for (const [at, bt] of [185, 189].entries()) {
      const sample = log.samples.find(({ values }) => values[0] === bt);
      expect(Math.abs((log.marks[at]?.atUs ?? 0) - (sample?.monoUs ?? 0))).toBeLessThan(1_000_000);
    }
  });

  it('leaves pop-ups and whatever else is said alone', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    bench.artisan.present.say(encodeLine('{"alert":{"text":"dry","title":"","timeout":8}}'));
    bench.artisan.present.say(encodeLine('{"data":{"bt":"hot"}}'));
    await letReadings(bench, 2);
    stop();
    expect(log.column(0).at(-1)).toBeGreaterThan(90);
    expect(parseDigits('{"data":[]}')).toBeNull();
  });

  it('may say anything without upsetting the parser', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseDigits(text)));
  });

  it('shows dashes and letters where it has no value', () => {
    for (const bt of ['--', '-.-', 'uu', 'u.u']) {
      expect(parseDigits(JSON.stringify({ data: { bt } }))?.bt).toBeNull();
    }
  });
});

/** What a clock tells that is looked at every second: where it was set to what. */
function marksOf(shown: readonly number[]): readonly (readonly [string, number])[] {
  let clock = stillClock;
  return shown.flatMap((shownS, second) => {
    const step = showClock(clock, shownS, MonoUs(second * 1_000_000));
    clock = step.clock;
    return step.mark === null ? [] : [[step.mark.kind, step.mark.atUs / 1_000_000] as const];
  });
}

const counting = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, at) => from + at);

describe('the clock of Artisan', () => {
  it('begins anew at charge and at drop, and a reset begins nothing', () => {
    const roast = [...counting(0, 60), ...counting(0, 600), ...counting(0, 90)];
    const rest = Array.from({ length: 30 }, () => 0);
    expect(marksOf([...roast, ...rest, ...roast])).toEqual([
      ['charge', 60],
      ['drop', 660],
      ['charge', 840],
      ['drop', 1440],
    ]);
  });

  it('that is started again after a rest tells of no charge', () => {
    const rest = Array.from({ length: 10 }, () => 0);
    expect(marksOf([...counting(0, 60), ...rest, ...counting(0, 20)])).toEqual([]);
  });

  it('may have been started at charge: what begins after a long count is not told, and drop is where it came before', () => {
    expect(marksOf([...counting(0, 600), ...counting(0, 60)])).toEqual([]);
    const early = [...counting(0, 400), ...counting(0, 600), ...counting(0, 20)];
    expect(marksOf(early)).toEqual([['drop', 1000]]);
  });

  it('that counts down to charge tells of it when it counts up from zero', () => {
    const down = [...counting(1, 31)].reverse();
    expect(marksOf([...down, 0, ...counting(31, 40)])).toEqual([]);
    expect(marksOf([...down.slice(0, 10), ...counting(0, 20)])).toEqual([['charge', 10]]);
  });

  it('tells again of a drop that was taken back', () => {
    const shown = [...counting(0, 30), ...counting(0, 500), ...counting(0, 10)];
    expect(marksOf([...shown, ...counting(510, 600), ...counting(0, 10)])).toEqual([
      ['charge', 30],
      ['drop', 530],
      ['drop', 630],
    ]);
  });

  it('tells of charge once at most without standing still, before anything else', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 8 });
    fc.assert(
      fc.property(counts, (lengths) => {
        const kinds = marksOf(lengths.flatMap((length) => counting(0, length))).map(
          ([kind]) => kind,
        );
        expect(kinds.lastIndexOf('charge')).toBeLessThanOrEqual(0);
      }),
    );
  });
});
