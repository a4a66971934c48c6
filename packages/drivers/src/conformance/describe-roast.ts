import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { curveOf, makeId, type RoastRecord } from '@artisan-ts/domain';
import { readAlog } from '@artisan-ts/formats';
import type { Clock, Connection, DriverKind, Transport } from '@artisan-ts/runtime';
import { describe, expect, it } from 'vitest';
import type { VirtualClock } from '#conformance/driver-bench.ts';
import { startRunning } from '#conformance/running.ts';
import { recordSamples } from '#record-samples.ts';

/** BT and ET in Celsius for the next moment of a roast; null at its end. */
export type NextTemperatures = () => readonly [btC: number | null, etC: number | null] | null;

/** A driver, and its simulator with a roast in it. */
export interface RoastedWire {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Half of the smallest step of its numbers, and what a float loses. */
  readonly halfStepC: number;
  /** Whether its bytes come in any pieces; a cable that keeps transfers together does not split them. */
  readonly splits?: boolean;
  kind(transport: Transport): DriverKind;
  simulate(far: Connection, clock: Clock, next: NextTemperatures): void;
}

/** Of the test kit, which only tests may take: real roast files, virtual time, and a line on it. */
export interface RoastKit {
  roastFiles(): readonly string[];
  readonly SimulatedClock: new () => VirtualClock;
  readonly FakeTransport: new (parts: {
    readonly clock: Clock;
    readonly onOpen: (line: {
      readonly far: Connection;
      readonly toNear: { split: boolean };
    }) => void;
  }) => Transport;
}

/** Every so many files: enough of all sizes and both units, and quick. */
const everyFile = 12;

/** Those of the real roast files that are played through every wire. */
export function playedOf(files: readonly string[]): readonly string[] {
  return files.filter((_, index) => index % everyFile === 0);
}

/** A real roast as a record. */
export function loadRoast(path: string): RoastRecord {
  const read = readAlog(readFileSync(path, 'utf8'), {
    newRoastId: () => makeId('roast', '1'.padStart(32, '0')),
  });
  if (!read.ok) throw new Error(`${path}: ${read.message}`);
  return read.value.record;
}

/**
 * Roasts whole real roasts through the simulator of a device and its wire: what is read equals what was roasted, within
 * the step of the wire. Call it in the test file of a driver.
 */
export function describeRoast(wire: RoastedWire, kit: RoastKit): void {
  const playedFiles = playedOf(kit.roastFiles());
  describe.runIf(playedFiles.length > 0)(`real roasts through ${wire.name}`, () => {
    it.each(playedFiles.map((path) => [basename(path), path]))(
      'reads %s sample by sample',
      (_, path) => roastThrough(wire, kit, loadRoast(path)),
    );
  });
}

async function roastThrough(wire: RoastedWire, kit: RoastKit, record: RoastRecord): Promise<void> {
  const clock = new kit.SimulatedClock();
  const next = recordSamples(record);
  const port = new kit.FakeTransport({
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
  const kind = wire.kind(port);
  const described = kind.describe({ ...wire.settings, intervalS: 1 });
  if (!described.ok) throw new Error(described.message);
  const description = described.value;
  const device = kind.create(description.settings, clock);
  const { log, stop } = startRunning({ clock, device, description, line: null });
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
}

/** Devices hold their last number where a roast has none. */
export function holding(
  next: NextTemperatures,
): () => { readonly btC: number; readonly etC: number } | null {
  let held = { btC: 0, etC: 0 };
  return () => {
    const temperatures = next();
    if (temperatures === null) return null;
    const [btC, etC] = temperatures;
    held = { btC: plausible(btC) ?? held.btC, etC: plausible(etC) ?? held.etC };
    return held;
  };
}

/** What no roaster shows, not every wire can carry. */
function plausible(valueC: number | null): number | null {
  return valueC !== null && valueC >= 0 && valueC <= 500 ? valueC : null;
}
