import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { curveOf, type MissingReason, makeId, ok, type RoastRecord } from '@artisan-ts/domain';
import { readAlog } from '@artisan-ts/formats';
import type { DeviceDescription, DriverKind } from '@artisan-ts/runtime';
import { FakeTransport, roastFiles, SimulatedClock } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { roastedWires } from '#conformance/roasted-wires.ts';
import { type Running, startRunning } from '#conformance/running.ts';
import { recordSamples } from '#record-samples.ts';
import { replayDriver } from '#replay/driver.ts';
import { tc4Driver } from '#tc4/driver.ts';
import { tc4SimulatorFromRecord } from '#tc4/simulator.ts';

/** Every so many files: enough of all sizes and both units, and quick. */
const everyFile = 12;

const files = roastFiles().filter((_, index) => index % everyFile === 0);

function load(path: string): RoastRecord {
  const read = readAlog(readFileSync(path, 'utf8'), {
    newRoastId: () => makeId('roast', '1'.padStart(32, '0')),
  });
  if (!read.ok) throw new Error(`${path}: ${read.message}`);
  return read.value.record;
}

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

describe.runIf(files.length > 0)('real roasts', () => {
  it.each(files.map((path) => [basename(path), path]))(
    'replays %s to the microsecond',
    async (_, path) => {
      const record = load(path);
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

  it.each(files.map((path) => [basename(path), path]))(
    'reads %s through the TC4 sample by sample',
    async (_, path) => {
      const record = load(path);
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

  it.each(
    roastedWires.flatMap((wire) =>
      files.map((path) => [basename(path), wire.name, path, wire] as const),
    ),
  )('reads %s through %s sample by sample', async (_file, _wire, path, wire) => {
    const record = load(path);
    const clock = new SimulatedClock();
    const next = recordSamples(record);
    const port = new FakeTransport({
      clock,
      onOpen: ({ far, toNear }) => {
        toNear.split = wire.splits ?? true;
        wire.simulate(far, clock, () => {
          const sample = next();
          return sample && [sample.btC, sample.etC];
        });
      },
    });
    const [bt, et] = [curveOf(record, 'bt'), curveOf(record, 'et')];
    const count = bt?.timeS.length ?? 0;
    const { log, stop } = run(wire.kind(port), { ...wire.settings, intervalS: 1 }, clock);
    await clock.advance((count - 1) * 1000 + 500);
    stop();
    expect(log.samples).toHaveLength(count);
    for (const [index, { values }] of log.samples.entries()) {
      for (const [channel, curve] of [bt, et].entries()) {
        const fileC = curve?.values[index] ?? null;
        // A device holds its last number; what is no temperature of a roaster not every wire carries.
        if (fileC === null || fileC < 0 || fileC > 500) continue;
        const heardC = values[channel] ?? Number.NaN;
        expect(Math.abs(heardC - fileC)).toBeLessThanOrEqual(wire.halfStepC);
      }
    }
  });
});

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
