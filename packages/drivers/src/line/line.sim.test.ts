import { FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench, LineBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { DeviceAtLine, simulatedLine } from '#conformance/simulated-line.ts';
import { lineDriver } from '#line/driver.ts';
import { type LinePattern, matchLine, parseLinePattern } from '#line/pattern.ts';
import { lineSimulator } from '#line/simulator.ts';
import type { SpeakingDevice } from '#wire/speaking-device.ts';

interface LineDeviceBench extends DriverBench {
  readonly line: LineBench;
  readonly sender: DeviceAtLine<SpeakingDevice>;
}

function makeBench(spokenMs = 2000): LineDeviceBench {
  const clock = new SimulatedClock();
  let said = 0;
  const sender = new DeviceAtLine((connection) =>
    lineSimulator({
      connection,
      clock,
      intervalMs: spokenMs,
      next: () => `t=${said}; BT ${(90 + 0.25 * said++).toFixed(2)} ET 410.0 F, gas 3.5 kPa`,
    }),
  );
  const port = new FakeTransport({
    clock,
    onOpen: ({ far, toNear }) => {
      toNear.split = true;
      sender.onOpen(far);
    },
  });
  const line = simulatedLine(port, sender, null);
  const open = () => line.transport;
  const kind = lineDriver({ openSerial: open, openTcp: open });
  const pattern = '*BT {BT C} ET {ET F} F, gas {Gas} *';
  const described = kind.describe({ address: 'COM3', pattern, intervalS: 2 });
  if (!described.ok) throw new Error(described.message);
  const device = kind.create(described.value.settings, clock);
  return { clock, device, description: described.value, line, sender };
}

describeDriver('the driver of lines', () => makeBench());

describe('a device that sends lines', () => {
  it('is read line by line', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 3.5);
    stop();
    expect(log.samples.map(({ values }) => values)).toEqual([
      [90, 210, 3.5],
      [90.25, 210, 3.5],
      [90.5, 210, 3.5],
      [90.75, 210, 3.5],
    ]);
  });

  it('is thinned when it sends oftener than a reading is wanted', async () => {
    const bench = makeBench(250);
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 20);
    stop();
    expect(log.samples.length).toBeGreaterThanOrEqual(20);
    expect(log.samples.length).toBeLessThanOrEqual(28);
    expect(log.reasons().every((reason) => reason === 'ok')).toBe(true);
  });

  it('gives nothing of half a line', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    bench.sender.present.misbehave({ kind: 'cut', afterBytes: 12 }, { kind: 'silence' });
    await letReadings(bench, 5);
    stop();
    expect(log.column(0).filter((value) => value !== null)).not.toContain(90.5);
    expect(log.reasons().slice(2)).toContain('unreadable');
    expect(log.reasons().at(-1)).toBe('ok');
  });
});

function patternOf(text: string): LinePattern {
  const pattern = parseLinePattern(text);
  if (!pattern.ok) throw new Error(pattern.message);
  return pattern.value;
}

describe('what a line looks like', () => {
  it.each([
    ['{BT},{ET}', '180.5,210', [180.5, 210]],
    ['{BT},{ET}', '180.5,210,3', null],
    ['{BT},{ET},*', '180.5,210,3', [180.5, 210]],
    ['{BT F}', '212', [100]],
    ['1,*,*,*,{ET/10 C},{BT/10 C},{Fan},*', '1,7,x,,2105,1803,40,9,9', [210.5, 180.3, 40]],
    ['1,*,*,*,{ET/10 C},{BT/10 C},{Fan},*', '2,7,x,,2105,1803,40,9,9', null],
    ['#{Air} {BT}', '#55   180', [55, 180]],
    ['*{BT}', 'temp: -3.5', [-3.5]],
    ['{BT};{ET}', 'nan;---', ['open-circuit', 'open-circuit']],
    ['{BT};{ET}', '5000;20', ['out-of-range', 20]],
    ['{BT} C', '180.5 F', null],
    ['a*b{BT}', 'a b b12', null],
    ['{BT}', '1e5', null],
  ])('%s of "%s" gives %j', (pattern, line, readings) => {
    expect(matchLine(patternOf(pattern), line)).toEqual(readings);
  });

  it.each(['', 'BT', '{}', '{BT}{ET}', '{BT', '{BT},{BT}', '{BT/0}', '**{BT}'])(
    'is refused with its reason: "%s"',
    (text) => {
      expect(parseLinePattern(text)).toMatchObject({ ok: false, code: 'driver.settings' });
    },
  );

  it('takes any pattern and any line without throwing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 300 }), (text, line) => {
        const pattern = parseLinePattern(text);
        if (pattern.ok) matchLine(pattern.value, line);
        matchLine(patternOf('*{BT}*x{ET}*'), line);
      }),
    );
  });
});
