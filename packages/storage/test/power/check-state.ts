import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { type BootId, MonoUs } from '@artisan-ts/domain';
import type { StoredReading } from '@artisan-ts/runtime';
import { makeWritableFolder } from '#folder/writable-folder.ts';
import { type OpenStore, openParts } from '#open-parts.ts';
import { meterValues } from './meter.ts';
import type { Promises } from './promises.ts';

const everything = 1_000_000;

/** What is wrong with a data folder after a power cut, in words; empty when every promise is kept. */
export function brokenPromises(folder: string, promises: Promises): readonly string[] {
  let store: OpenStore | null = null;
  try {
    makeWritableFolder(folder);
    store = openParts({ folder, mode: 'write' });
    const broken = [
      ...readingsMissing(store, promises),
      ...actsMissing(store, promises),
      // Nothing acknowledged is missing, so nothing may be said to be.
      ...store.notices,
    ];
    store.close();
    store = null;
    return [...broken, ...damage(folder)];
  } catch (fault) {
    return [`the store does not open: ${fault instanceof Error ? fault.message : String(fault)}`];
  } finally {
    store?.close();
  }
}

/** Readings of every boot are 0, 1, 2, ... as they were measured, at least up to what was promised. */
function readingsMissing({ readings }: OpenStore, { seqs, sourceId }: Promises): readonly string[] {
  if (sourceId === null) return [];
  const found = new Map<BootId, number>();
  for (const reading of readings.range({ sourceIds: [sourceId], limit: everything })) {
    const next = found.get(reading.boot) ?? 0;
    if (!isRight(reading, next)) return [`reading ${next} of ${reading.boot} is missing or wrong`];
    found.set(reading.boot, next + 1);
  }
  return [...seqs].flatMap(([boot, seq]) => {
    const count = found.get(boot) ?? 0;
    return count > seq
      ? []
      : [`${seq + 1} readings of ${boot} were acknowledged, ${count} are there`];
  });
}

function isRight({ seq, values, cursor }: StoredReading, expectedSeq: number): boolean {
  return cursor > 0 && seq === expectedSeq && isDeepStrictEqual(values, meterValues(seq));
}

/** Machine, marks and levers. */
function actsMissing({ roasts }: OpenStore, promises: Promises): readonly string[] {
  const { machineId, levers } = promises;
  if (machineId === null) return [];
  const broken: string[] = [];
  if (!roasts.machines().some(({ id }) => id === machineId)) broken.push('the machine is missing');
  const latest = MonoUs(Number.MAX_SAFE_INTEGER);
  const events = roasts.leverEvents(machineId, MonoUs(0), latest).length;
  if (events < levers) broken.push(`${levers} lever events were acknowledged, ${events} are there`);
  for (const [roastId, marks] of promises.marks) {
    const header = roasts.roast(roastId)?.header;
    for (const mark of marks) {
      if (header?.marks[mark]?.state !== 'confirmed')
        broken.push(`${mark} of ${roastId} is missing`);
    }
    const isClosed = (header?.closeReason ?? null) !== null;
    if (promises.closed.has(roastId) && !isClosed) broken.push(`${roastId} is open again`);
  }
  return broken;
}

/** What SQLite's whole check of tables against indexes finds. */
function damage(folder: string): readonly string[] {
  return ['readings.db', 'main.db'].flatMap((name) => {
    const db = new DatabaseSync(join(folder, name));
    const found = db.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
    db.close();
    return found === 'ok' ? [] : [`${name} is damaged: ${String(found)}`];
  });
}
