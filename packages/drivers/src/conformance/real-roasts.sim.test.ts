import { basename } from 'node:path';
import { curveOf, type MissingReason, ok } from '@artisan-ts/domain';
import type { DeviceDescription, DriverKind } from '@artisan-ts/runtime';
import { FakeTransport, roastFiles, SimulatedClock } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { describeRoast, loadRoast, playedOf } from '#conformance/describe-roast.ts';
import { roastedWires } from '#conformance/roasted-wires.ts';
import { type Running, startRunning } from '#conformance/running.ts';
import { replayDriver } from '#replay/driver.ts';
import { tc4Driver } from '#tc4/driver.ts';
import { tc4SimulatorFromRecord } from '#tc4/simulator.ts';

const playedFiles = playedOf(roastFiles());

function run(
  kind: DriverKind,
  settings: Readonly<Record<string, unknown>>,
  clock: SimulatedClock,
): Running & { readonly description: DeviceDescription } {
  const described = kind.describe(settings);
  if (!described.ok) throw new Error(described.message);
  const description = described.value;
  const device = kind.create(description.settings, clock);
  return { ...startRunning({ clock, device, description, line: null }), description };
}

describe.runIf(playedFiles.length > 0)('real roasts', () => {
  it.each(playedFiles.map((path) => [basename(path), path]))(
    'replays %s to the microsecond',
    async (_, path) => {
      const record = loadRoast(path);
      const clock = new SimulatedClock();
      const { log, description, outcome } = run(
        replayDriver(() => ok(record)),
        { file: path },
        clock,
      );
      await clock.advance(((record.curves[0]?.timeS.at(-1) ?? 0) + 10_000) * 1000);
      expect(outcome()).toMatchObject({ code: 'driver.finished' });
      for (const { stream, channels } of description.streams) {
        const samples = log.samples.filter((sample) => sample.stream === stream);
        for (const [at, channel] of channels.entries()) {
          const curve = curveOf(record, channel.id);
          expect(samples.map((s) => s.monoUs)).toEqual(
            curve?.timeS.map((s) => Math.round(s * 1e6)),
          );
          expect(samples.map((s) => s.values[at])).toEqual(curve?.values);
        }
      }
      const marked = Object.values(record.marks).filter(({ kind }) => kind !== 'turningPoint');
      expect(new Set(log.marks.map(({ kind }) => kind))).toEqual(
        new Set(marked.map((m) => m.kind)),
      );
    },
  );

  it.each(playedFiles.map((path) => [basename(path), path]))(
    'reads %s through the TC4 sample by sample',
    async (_, path) => {
      const record = loadRoast(path);
      const clock = new SimulatedClock();
      const unit = record.displayUnit;
      const port = new FakeTransport({
        clock,
        onOpen: ({ far, toNear }) => {
          toNear.split = true;
          tc4SimulatorFromRecord(record, { connection: far, clock });
        },
      });
      const bt = curveOf(record, 'bt');
      const et = curveOf(record, 'et');
      const count = bt?.timeS.length ?? 0;
      const { log, stop } = run(
        tc4Driver(() => port),
        { port: 'x', unit, intervalS: 1 },
        clock,
      );
      await clock.advance((count - 1) * 1000 + 500);
      stop();
      expect(log.samples).toHaveLength(count);
      const halfDigitC = (unit === 'C' ? 0.005 : 0.005 / 1.8) + 1e-9;
      for (const [index, sample] of log.samples.entries()) {
        expectNear(sample.values[0], bt?.values[index], halfDigitC, sample.missing[0]);
        expectNear(sample.values[1], et?.values[index], halfDigitC, sample.missing[1]);
      }
    },
  );
});

for (const wire of roastedWires) {
  describeRoast(wire, { roastFiles, SimulatedClock, FakeTransport });
}

/** What was missing in the file is an open circuit; what no probe can show is out of range; the rest is near. */
function expectNear(
  heardC: number | null | undefined,
  fileC: number | null | undefined,
  halfDigitC: number,
  missing: MissingReason | null | undefined,
): void {
  if (fileC === null || fileC === undefined) expect(missing).toBe('open-circuit');
  else if (fileC < -200 || fileC > 1372) expect(missing).toBe('out-of-range');
  else expect(Math.abs((heardC ?? Number.NaN) - fileC)).toBeLessThanOrEqual(halfDigitC);
}
