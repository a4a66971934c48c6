import {
  btChannel,
  type Channel,
  DurationMs,
  etChannel,
  ok,
  type RoastRecord,
  refuse,
} from '@artisan-ts/domain';
import type { Clock } from '@artisan-ts/runtime';
import { buildCurve, buildMarks, buildRoastRecord, SimulatedClock } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench } from '#conformance/driver-bench.ts';
import { startRunning } from '#conformance/running.ts';
import { replayDriver } from '#replay/driver.ts';

const gasChannel: Channel = { id: 'gas', label: 'Gas', quantity: 'pressure', resolution: null };
const inletChannel: Channel = { ...etChannel, id: 'inlet', label: 'Inlet' };

/** Seconds as a file has them: not quite regular. */
const timeS = Array.from({ length: 90 }, (_, second) => second + (second % 3) * 0.013);

const record: RoastRecord = buildRoastRecord(1, {
  title: 'Morning batch',
  intervalS: 1,
  curves: [
    { channel: etChannel, timeS, values: timeS.map((s) => 210 - s / 10), missing: null },
    { channel: btChannel, timeS, values: timeS.map((s) => (s < 3 ? null : 90 + s)), missing: null },
    { channel: gasChannel, timeS: [0.5, 20.5, 40.5], values: [1000, 2000, 1500], missing: null },
    { channel: inletChannel, timeS: [...timeS], values: timeS.map(() => 250), missing: null },
  ],
  marks: buildMarks({ charge: 2.013, turningPoint: 20, dryEnd: 30, drop: 60, coolEnd: 80 }),
  levers: [{ id: 'burner', label: 'Gas', unit: '%', mode: 'logged', min: 0, max: 100, step: 5 }],
  leverChanges: [
    { lever: 'burner', timeS: -4, value: 60, state: 'logged' },
    { lever: 'burner', timeS: 25, value: 75, state: 'logged' },
    { lever: 'burner', timeS: 85, value: 0, state: 'logged' },
  ],
});

function makeBench(
  clock: Clock & DriverBench['clock'] = new SimulatedClock(),
  played: RoastRecord = record,
): DriverBench {
  const kind = replayDriver(() => ok(played));
  const described = kind.describe({ file: 'morning.alog' });
  if (!described.ok) throw new Error(described.message);
  const description = described.value;
  return { clock, device: kind.create(description.settings, clock), description, line: null };
}

const minute = 60_000;

describeDriver('the replay driver', () => makeBench());

describe('playing a recorded roast', () => {
  it('says every sample at its own time with its own stamp', async () => {
    const bench = makeBench();
    const { log } = startRunning(bench);
    for (let second = 0; second < 88; second++) {
      await bench.clock.advance(1000);
      const last = log.samples.filter((sample) => sample.stream === 'main').at(-1);
      expect(last?.monoUs).toBe(Math.round((timeS.findLast((s) => s <= second + 1) ?? 0) * 1e6));
    }
    await bench.clock.advance(minute);
    const main = log.samples.filter((sample) => sample.stream === 'main');
    expect(main.map((sample) => sample.monoUs)).toEqual(timeS.map((s) => Math.round(s * 1e6)));
    expect(main.map((sample) => sample.values[1])).toEqual(timeS.map((s) => 210 - s / 10));
    expect(main[0]?.missing).toEqual(['not-connected', null, null]);
  });

  it('keeps a curve with its own time base in a stream of its own', async () => {
    const bench = makeBench();
    const streams = bench.description.streams.map(({ stream, channels, intervalS }) => ({
      stream,
      channels: channels.map(({ id }) => id),
      intervalS,
    }));
    expect(streams).toEqual([
      { stream: 'main', channels: ['bt', 'et', 'inlet'], intervalS: 1 },
      { stream: 'extra-1', channels: ['gas'], intervalS: 20 },
    ]);
    const { log } = startRunning(bench);
    await bench.clock.advance(2 * minute);
    const gas = log.samples.filter((sample) => sample.stream === 'extra-1');
    expect(gas.map((sample) => [sample.monoUs, sample.values])).toEqual([
      [500_000, [1000]],
      [20_500_000, [2000]],
      [40_500_000, [1500]],
    ]);
  });

  it('says marks and levers at their times, but the end of cooling after everything else', async () => {
    const bench = makeBench();
    const { log, outcome } = startRunning(bench);
    await bench.clock.advance(2 * minute);
    expect(log.marks).toEqual([
      { kind: 'charge', atUs: 2_013_000 },
      { kind: 'dryEnd', atUs: 30_000_000 },
      { kind: 'drop', atUs: 60_000_000 },
      { kind: 'coolEnd', atUs: 80_000_000 },
    ]);
    expect(log.levers).toEqual([
      { lever: 'burner', value: 60, atUs: 0 },
      { lever: 'burner', value: 75, atUs: 25_000_000 },
      { lever: 'burner', value: 0, atUs: 85_000_000 },
    ]);
    expect(log.order.at(-1)).toBe('mark');
    expect(bench.description.levers.map((lever) => lever.mode)).toEqual(['measured']);
    expect(outcome()).toMatchObject({ code: 'driver.finished' });
  });

  it('loses nothing when the host lags', async () => {
    const clock = new SimulatedClock();
    const lagging: DriverBench['clock'] = {
      rate: 1,
      monoUs: () => clock.monoUs(),
      wallMs: () => clock.wallMs(),
      sleep: (span, signal) => clock.sleep(DurationMs(span + 7000), signal),
      advance: (ms) => clock.advance(ms),
      get sleeping() {
        return clock.sleeping;
      },
    };
    const { log } = startRunning(makeBench(lagging));
    await clock.advance(3 * minute);
    const main = log.samples.filter((sample) => sample.stream === 'main');
    expect(main.map((sample) => sample.monoUs)).toEqual(timeS.map((s) => Math.round(s * 1e6)));
    const wallStart = (main[0]?.wallMs ?? 0) - (main[0]?.monoUs ?? 0) / 1000;
    for (const sample of main) {
      expect(Math.abs(sample.wallMs - wallStart - sample.monoUs / 1000)).toBeLessThanOrEqual(1);
    }
  });

  it('goes on where time says after a restart of the station, and says nothing twice', async () => {
    const clock = new SimulatedClock({ monoUs: 40_500_000 });
    const bench = makeBench(clock);
    const { log } = startRunning(bench);
    await clock.advance(2 * minute);
    expect(log.samples[0]?.monoUs).toBe(40_500_000);
    expect(log.samples[1]?.monoUs).toBe(41_026_000);
    expect(log.marks.map((mark) => mark.kind)).toEqual(['drop', 'coolEnd']);
  });

  it('plays from the very start when its clock was set going only a moment before', async () => {
    const world = new SimulatedClock();
    const fast = world.atRate(100);
    await world.advance(20);
    const clock: DriverBench['clock'] = {
      rate: 100,
      monoUs: () => fast.monoUs(),
      wallMs: () => fast.wallMs(),
      sleep: (span, signal) => fast.sleep(span, signal),
      advance: (ms) => world.advance(ms),
      get sleeping() {
        return world.sleeping;
      },
    };
    expect(clock.monoUs()).toBe(2_000_000);
    const { log } = startRunning(makeBench(clock));
    await world.advance(1000);
    expect(log.samples[0]?.monoUs).toBe(0);
    expect(log.samples.filter((sample) => sample.stream === 'main')).toHaveLength(timeS.length);
  });

  it('refuses a file that cannot be read in the words of its reader', () => {
    const kind = replayDriver(() => refuse('format.not-alog', 'notes.txt is no roast log'));
    expect(kind.describe({ file: 'notes.txt' })).toEqual(
      refuse('format.not-alog', 'notes.txt is no roast log'),
    );
    expect(kind.describe({})).toMatchObject({ ok: false, code: 'driver.settings' });
  });

  it('ends at once when there is nothing in the file but its marks', async () => {
    const empty = buildRoastRecord(2, { curves: [buildCurve(btChannel, [])], marks: {} });
    const bench = makeBench(new SimulatedClock(), empty);
    const { outcome } = startRunning(bench);
    await bench.clock.advance(0);
    expect(outcome()).toMatchObject({ code: 'driver.finished' });
  });
});
