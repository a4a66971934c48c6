import { MonoUs } from '@artisan-ts/domain';
import { FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showClock, stillClock } from '#artisan/charge-clock.ts';
import { artisanDriver } from '#artisan/driver.ts';
import { parseDigits } from '#artisan/frame.ts';
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

  it('says that a value is missing where Artisan shows dashes', async () => {
    const bench = makeBench((said) => ({ bt: said < 2 ? null : 21.5, et: 20, clockS: said }));
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 3.5);
    stop();
    expect(log.samples[0]?.missing[0]).toBe('not-sent');
    expect(log.column(0).slice(-2)).toEqual([21.5, 21.5]);
  });

  it('tells of the charge where its clock began anew, and of none when it is switched off', async () => {
    // Counts from START, begins anew at CHARGE with the sixth message, and is reset in the end.
    const shown = [0, 2, 4, 6, 8, 0, 2, 4, 6, 0, 0, 0, 0, 0];
    const bench = makeBench((said) => ({ bt: 180 + said, et: 200, clockS: shown[said] ?? 0 }));
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 13);
    stop();
    expect(log.marks.map(({ kind }) => kind)).toEqual(['charge']);
    const charged = log.samples.find(({ values }) => values[0] === 185);
    expect(Math.abs((log.marks[0]?.atUs ?? 0) - (charged?.monoUs ?? 0))).toBeLessThan(1_000_000);
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

  it('is called charged once for each time that its clock fell and counts again', () => {
    const counts = fc.array(fc.integer({ min: 4, max: 900 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(counts, (lengths) => {
        let clock = stillClock;
        let charges = 0;
        let nowS = 0;
        for (const length of lengths) {
          for (let shownS = 0; shownS < length; shownS++, nowS++) {
            const shown = showClock(clock, shownS, MonoUs(nowS * 1_000_000));
            clock = shown.clock;
            if (shown.chargedUs !== null) charges += 1;
          }
        }
        expect(charges).toBe(lengths.length - 1);
      }),
    );
  });
});
