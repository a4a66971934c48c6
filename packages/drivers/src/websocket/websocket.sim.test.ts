import { FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench, LineBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { DeviceAtLine, simulatedLine } from '#conformance/simulated-line.ts';
import { webSocketDriver } from '#websocket/driver.ts';
import { isQuestion, parseMessage } from '#websocket/frame.ts';
import { WebSocketSimulator } from '#websocket/simulator.ts';

interface WebSocketBench extends DriverBench {
  readonly line: LineBench;
  readonly machine: DeviceAtLine<WebSocketSimulator>;
}

function makeBench(more: Readonly<Record<string, unknown>> = {}): WebSocketBench {
  const clock = new SimulatedClock();
  const settings = {
    url: 'ws://10.0.0.5/WebSocket',
    channels: 'BT=beanTemp C; ET=ambientTemp F; Burner=burner; Pressure=pa/10; Gone=nothing',
    intervalS: 2,
    ...more,
  };
  let asked = 0;
  const machine = new DeviceAtLine(
    (connection) =>
      new WebSocketSimulator({
        connection,
        clock,
        onAsked: () => {
          asked += 1;
          return { beanTemp: 90 + 0.25 * asked, ambientTemp: '410.0', burner: 55, pa: 123 };
        },
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
    /^{"command":"getData","id":\d{1,5},"roasterID":0}\n$/.test(String.fromCharCode(...written)),
  );
  const kind = webSocketDriver(() => line.transport);
  const described = kind.describe(settings);
  if (!described.ok) throw new Error(described.message);
  const device = kind.create(described.value.settings, clock);
  return { clock, device, description: described.value, line, machine };
}

describeDriver('the WebSocket driver', () => makeBench());

describe('a machine on a WebSocket', () => {
  it('is read by its keys, in either unit, numbers and texts', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 2.5);
    stop();
    expect(
      log.samples.map(({ values }) => values.map((value) => value && +value.toFixed(6))),
    ).toEqual([
      [90.25, 210, 55, 12.3, null],
      [90.5, 210, 55, 12.3, null],
      [90.75, 210, 55, 12.3, null],
    ]);
    expect(log.samples[0]?.missing[4]).toBe('not-sent');
  });

  it('tells what was pressed at the machine', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    const machine = bench.machine.present;
    machine.push('startRoasting');
    machine.push('addEvent', 'colorChangeEvent');
    machine.push('addEvent', 'firstCrackBeginningEvent');
    machine.push('addEvent', 'toString');
    machine.push('endRoasting');
    await letReadings(bench, 1);
    stop();
    expect(log.marks.map(({ kind }) => kind)).toEqual(['charge', 'dryEnd', 'fcStart', 'drop']);
    expect(log.marks[0]?.atUs).toBe(3_000_000);
  });

  it('tells doubled, late and cut answers from the next one', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    bench.machine.present.misbehave(
      { kind: 'doubled' },
      { kind: 'slow', delayMs: 1900 },
      { kind: 'cut', afterBytes: 20 },
    );
    await letReadings(bench, 5);
    stop();
    expect(log.column(0)).toEqual([90.25, 90.5, 90.75, null, null, 91.5, 91.75]);
  });

  it('can be asked nothing but a question', () => {
    const kind = webSocketDriver(() => {
      throw new Error('nothing is opened');
    });
    const url = 'ws://10.0.0.5/WebSocket';
    for (const command of ['setControlParams', 'setBurner', 'get"},{"command":"setBurner']) {
      expect(kind.describe({ url, command })).toMatchObject({ ok: false, code: 'driver.settings' });
    }
    expect(isQuestion('{"command":"getData","id":7,"roasterID":0}', 'getData', 0)).toBe(true);
    const more = '{"command":"getData","id":7,"roasterID":0,"value":1}';
    expect(isQuestion(more, 'getData', 0)).toBe(false);
    for (const wrong of ['http://x', 'ws://', 'ws:// x', '10.0.0.5']) {
      expect(kind.describe({ url: wrong })).toMatchObject({ ok: false });
    }
  });

  it('may say anything without upsetting the parser', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseMessage(text)));
  });
});
