import { MonoUs } from '@artisan-ts/domain';
import { FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench, LineBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { DeviceAtLine, simulatedLine } from '#conformance/simulated-line.ts';
import { kaleidoDriver } from '#kaleido/driver.ts';
import { type KaleidoQuery, kaleidoQueries, parseStatus, statusText } from '#kaleido/frame.ts';
import { kaleidoPlan } from '#kaleido/plan.ts';
import { kaleidoSettings } from '#kaleido/settings.ts';
import { KaleidoSimulator } from '#kaleido/simulator.ts';

interface KaleidoBench extends DriverBench {
  readonly line: LineBench;
  readonly machine: DeviceAtLine<KaleidoSimulator>;
}

function makeBench(more: Readonly<Record<string, unknown>> = {}, acknowledgesUnit = true) {
  const clock = new SimulatedClock();
  let asked = 0;
  const machine = new DeviceAtLine(
    (connection) =>
      new KaleidoSimulator({
        connection,
        clock,
        acknowledgesUnit,
        next: () => ({ btC: 90 + 5 * asked++, etC: 210 }),
      }),
  );
  const port = new FakeTransport({
    clock,
    onOpen: ({ far, toNear }) => {
      toNear.split = true;
      machine.onOpen(far);
    },
  });
  const line = simulatedLine(port, machine, (written) =>
    /^\{\[(PI|TU [CF]|RD A0)\]\}\n$/.test(String.fromCharCode(...written)),
  );
  const open = () => line.transport;
  const kind = kaleidoDriver({ openSerial: open, openWebSocket: open });
  const described = kind.describe({ address: '192.168.0.9', intervalS: 2, ...more });
  if (!described.ok) throw new Error(described.message);
  const device = kind.create(described.value.settings, clock);
  const bench: KaleidoBench = { clock, device, description: described.value, line, machine };
  return bench;
}

describeDriver('the Kaleido driver', () => makeBench());

describe('a Kaleido', () => {
  it.each(['C', 'F'] as const)('is read with all that it says, in %s', async (unit) => {
    const bench = makeBench({ unit });
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 2.5);
    stop();
    const rounded = log.samples.map(({ values }) =>
      values.map((value) => +(value ?? 0).toFixed(3)),
    );
    expect(rounded).toEqual([
      [90, 210, 26, 0, 80, 30, 60, 0],
      [95, 210, 26, 0, 80, 30, 60, 0],
      [100, 210, 26, 0, 80, 30, 60, 0],
    ]);
  });

  it('is read although it never acknowledges its unit', async () => {
    const bench = makeBench({}, false);
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 3);
    stop();
    expect(log.reasons().length).toBeGreaterThanOrEqual(2);
    expect(log.reasons().every((reason) => reason === 'ok')).toBe(true);
  });

  it('tells doubled, late and cut answers from the next one', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    bench.machine.present.misbehave(
      { kind: 'doubled' },
      { kind: 'slow', delayMs: 900 },
      { kind: 'cut', afterBytes: 12 },
    );
    await letReadings(bench, 5);
    stop();
    expect(log.column(0)).toEqual([90, 95, 100, null, null, 115, 120]);
  });

  it('is believed to have taken its unit, or read, only by what names that', () => {
    const settings = kaleidoSettings({ address: '192.168.0.9' });
    if (!settings.ok) throw new Error(settings.message);
    const plan = kaleidoPlan(settings.value);
    const kindOf = (query: KaleidoQuery, text: string) =>
      plan.understand(query, 1, { text, beganUs: MonoUs(0) }).kind;
    const { hello, celsius, read } = kaleidoQueries;
    for (const text of ['{0,PI:1}', '{1,BT:90,ET:210}', '{0}']) {
      expect(kindOf(hello, text)).toBe('answer');
      expect(kindOf(celsius, text)).toBe('other');
    }
    expect(kindOf(celsius, '{0,TU:C}')).toBe('answer');
    expect(kindOf(read, '{0,TU:C}')).toBe('other');
    expect(kindOf(read, '{1,BT:90,ET:210,TU:C}')).toBe('answer');
  });

  it('refuses an address that is none of a WebSocket, in words', () => {
    for (const address of ['192.168.0.999', '[fe80::1%eth0]', 'http://192.168.0.9']) {
      const settings = kaleidoSettings({ address });
      expect(settings).toMatchObject({ ok: false, code: 'driver.settings' });
      expect(settings.ok ? '' : settings.message).toContain(address);
    }
    expect(kaleidoSettings({ address: '[fe80::1]:81' }).ok).toBe(true);
  });

  it('says only what is a status, and reads back what a machine says', () => {
    expect(parseStatus('{0,BT:25.3,ET:30.1}')?.tags.get('BT')).toBe('25.3');
    for (const text of ['', '{}', '{0,BT:25.3', '{0,BT}', '{0,bt:1}', '{0,BT:1:2}']) {
      expect(parseStatus(text)).toBeNull();
    }
    const tag = fc.stringMatching(/^[A-Z]{2}$/);
    fc.assert(
      fc.property(fc.nat(999), fc.dictionary(tag, fc.integer()), (sid, tags) => {
        const status = parseStatus(statusText(sid, tags));
        expect(status?.sid).toBe(sid);
        expect(Object.fromEntries(status?.tags ?? [])).toEqual(
          Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, String(value)])),
        );
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void parseStatus(text)));
  });
});
