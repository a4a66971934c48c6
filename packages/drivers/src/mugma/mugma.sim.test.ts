import {
  below,
  describeFuzz,
  FakeTransport,
  roastFiles,
  SimulatedClock,
  understanding,
} from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import { describeRoast, holding } from '#conformance/describe-roast.ts';
import type { DriverBench, LineBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { DeviceAtLine, simulatedLine } from '#conformance/simulated-line.ts';
import { mugmaReadings } from '#mugma/channels.ts';
import { mugmaDriver } from '#mugma/driver.ts';
import { parseMugmaLine } from '#mugma/frame.ts';
import { mugmaSimulator } from '#mugma/simulator.ts';
import { encodeLine, LineFramer } from '#wire/line-framer.ts';

function makeBench(): DriverBench & { readonly line: LineBench } {
  const clock = new SimulatedClock();
  let said = 0;
  const next = () => ({ btC: 90 + said++, etC: 210 });
  const machine = new DeviceAtLine((connection) =>
    mugmaSimulator({ connection, clock, intervalMs: 2000, next }),
  );
  const port = new FakeTransport({
    clock,
    onOpen: ({ far, toNear }) => {
      toNear.split = true;
      machine.onOpen(far);
    },
  });
  const line = simulatedLine(port, machine, null);
  const kind = mugmaDriver(() => line.transport);
  const described = kind.describe({ address: '10.0.0.4', intervalS: 2 });
  if (!described.ok) throw new Error(described.message);
  const device = kind.create(described.value.settings, clock);
  return { clock, device, description: described.value, line };
}

describeDriver('the Mugma driver', makeBench);

describeRoast(
  {
    name: 'a Mugma',
    settings: { address: '10.0.0.4' },
    halfStepC: 0.05 + 1e-9,
    kind: (transport) => mugmaDriver(() => transport),
    simulate: (connection, clock, next) => {
      mugmaSimulator({ connection, clock, intervalMs: 1000, next: holding(next) });
    },
  },
  { roastFiles, SimulatedClock, FakeTransport },
);

describeFuzz({
  name: 'Mugma',
  framer: () => understanding(new LineFramer(512), ({ text }) => parseMugmaLine(text)),
  good: (chance) => encodeLine(`1,0,0,0,2100,${below(chance, 3000)},40,655,2100,2050`),
});

describe('a Mugma', () => {
  it('is heard with all that it tells', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 1.5);
    stop();
    expect(log.samples[0]?.values).toEqual([90, 210, 65.5, 40, 210, 205]);
  });

  it('says what is missing and what cannot be read, and leaves other lines alone', () => {
    expect(mugmaReadings('1,0,0,0,2100,,40,x,2100,2050'.split(','))).toMatchObject({
      0: 'not-sent',
      2: 'unreadable',
    });
    expect([parseMugmaLine('2,0,0,0,1,1,1,1,1,1'), parseMugmaLine('1,2')]).toEqual([null, null]);
  });
});
