import { MonoUs } from '@artisan-ts/domain';
import { FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench, LineBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { DeviceAtLine, simulatedLine } from '#conformance/simulated-line.ts';
import { phidgetDriver } from '#phidgets/driver.ts';
import { asksOnly, encodePacket, phidgetFramer } from '#phidgets/frame.ts';
import { phidgetSettings } from '#phidgets/settings.ts';
import { PhidgetSimulator, type PhidgetTemperatures } from '#phidgets/simulator.ts';

interface PhidgetBench extends DriverBench {
  readonly line: LineBench;
  readonly server: DeviceAtLine<PhidgetSimulator>;
}

/** Header, and at 14 and 15 what it is; said here once more, apart from the driver. */
function setsNothing(bytes: Uint8Array): boolean {
  const [type, subtype] = bytes.subarray(14, 16);
  const kind = `${type} ${subtype}`;
  if (bytes[8] === 2) return bytes.length === 16 && ['20 41', '30 70'].includes(kind);
  return ['10 10', '10 30', '10 32', '30 60'].includes(kind);
}

function makeBench(
  more: Readonly<Record<string, unknown>> = {},
  next: (round: number) => PhidgetTemperatures = (round) => [90 + 0.25 * round, 210],
  password = '',
): PhidgetBench {
  const clock = new SimulatedClock();
  let round = 0;
  const server = new DeviceAtLine(
    (connection) =>
      new PhidgetSimulator({
        connection,
        clock,
        intervalMs: 2000,
        next: () => next(round++),
        password,
      }),
  );
  const port = new FakeTransport({
    clock,
    onOpen: ({ far, toNear }) => {
      toNear.split = true;
      server.onOpen(far);
    },
  });
  const line = { ...simulatedLine(port, server, setsNothing), isAsked: false };
  const kind = phidgetDriver(() => line.transport);
  const described = kind.describe({ channels: 'BT=2:0; ET=2:1', intervalS: 2, ...more });
  if (!described.ok) throw new Error(described.message);
  const device = kind.create(described.value.settings, clock);
  return { clock, device, description: described.value, line, server };
}

describeDriver('the driver of Phidgets', () => makeBench());

describe('Phidgets', () => {
  it.each(['BT=0; ET=1', 'BT=2:0; ET=2:1', 'BT=529183/2:0; ET=529183/2:1'])(
    'are read at the inputs %s',
    async (channels) => {
      const bench = makeBench({ channels });
      const { log, stop } = startRunning(bench);
      await letReadings(bench, 2.5);
      stop();
      expect(log.samples.map(({ values }) => values)).toEqual([
        [90, 210],
        [90.25, 210],
        [90.5, 210],
      ]);
    },
  );

  it('that are not there have no value, and those that are do', async () => {
    const bench = makeBench({ channels: 'BT=2:0; ET=3:1; Inlet=2:7' });
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    stop();
    expect(log.samples[0]?.values).toEqual([90, null, null]);
    expect(log.samples[0]?.missing).toEqual([null, 'not-connected', 'not-connected']);
  });

  it('say that a thermocouple is broken', async () => {
    const bench = makeBench({}, (round) => [90, round === 1 ? null : 210]);
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 2.5);
    stop();
    expect(log.samples.map(({ missing }) => missing[1])).toEqual([null, 'open-circuit', null]);
  });

  it('are opened again when somebody unplugged them', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 2.5);
    bench.server.present.replug();
    await letReadings(bench, 3);
    stop();
    expect(log.reasons().every((reason) => reason === 'ok')).toBe(true);
    expect(log.samples.length).toBeGreaterThanOrEqual(5);
  });

  it('hear that the program is alive, and nothing that could set anything', async () => {
    const bench = makeBench();
    const { stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    bench.server.present.askAlive();
    await letReadings(bench, 1);
    stop();
    const { heard } = bench.server.present;
    expect(heard.map(({ kind }) => kind)).toEqual([
      'hello',
      'beginProof',
      'proof',
      'open',
      'open',
      'alive',
    ]);
    expect(heard.filter(({ kind }) => kind === 'open').map(({ data }) => data['chreset'])).toEqual([
      0, 0,
    ]);
  });

  it('behind a password say what to do', async () => {
    const bench = makeBench({}, undefined, 'a word');
    const { outcome } = startRunning(bench);
    await letReadings(bench, 1);
    expect(outcome()).toMatchObject({ code: 'driver.refused' });
    expect(String(outcome())).toContain('switch its password off');
  });

  it.each(['', 'BT', 'BT=2:x', 'BT=1/2/3', 'BT=2:3:4'])('are not at "%s"', (channels) => {
    expect(phidgetSettings({ channels })).toMatchObject({ ok: false, code: 'driver.settings' });
  });
});

describe('what may be said to Phidgets', () => {
  it('is never a packet that sets something', () => {
    const bridge = { v: 0, s: 2, f: 0, p: 54, I: '1', X: 0, c: 1, e: { 0: { t: 'u', v: 250 } } };
    for (const isReply of [false, true]) {
      expect(asksOnly(encodePacket({ kind: 'bridge', number: 11, isReply, data: bridge }))).toBe(
        false,
      );
    }
    const open = { phid: '1', channel: '2', class: 28, index: 0, version: 0 };
    const asIs = encodePacket({ kind: 'open', number: 11, data: { ...open, chreset: 0 } });
    expect(asksOnly(asIs)).toBe(true);
    const reset = encodePacket({ kind: 'open', number: 11, data: { ...open, chreset: 1 } });
    expect(asksOnly(reset)).toBe(false);
    expect(asksOnly(Uint8Array.of(...asIs, 0))).toBe(false);
  });

  it('is read back with ids of any length, whatever came before', () => {
    const id = fc.bigInt({ min: 1n, max: 2n ** 63n }).map(String);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), id, fc.nat(40), (noise, chid, cut) => {
        const framer = phidgetFramer();
        framer.push(noise, MonoUs(0));
        const bytes = encodePacket({ kind: 'channel', number: 11, data: { chid, index: 1 } });
        const heard = [
          ...framer.push(bytes.subarray(0, cut), MonoUs(1)),
          ...framer.push(bytes.subarray(cut), MonoUs(2)),
        ];
        expect(heard.at(-1)?.packet).toMatchObject({ kind: 'channel', data: { chid, index: 1 } });
      }),
    );
  });

  it('may hold numbers that are none', () => {
    const bytes = encodePacket({ kind: 'bridge', number: 1, data: { p: 95, e: 'NUMBER' } });
    const text = new TextDecoder().decode(bytes).replace('"NUMBER"', '-nan(ind)');
    const raw = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    raw[4] = raw.length - 16;
    expect(phidgetFramer().push(raw, MonoUs(0))[0]?.packet.data).toEqual({ p: 95, e: null });
  });
});
