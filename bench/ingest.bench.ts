/**
 * Readings a second through the reading store's port to a disk that confirmed them, against a bare prepared
 * insert into the same table, in the same process, with the same settings and the same group commits.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MonoUs, makeId, type Reading, WallMs } from '@artisan-ts/domain';
import { openStore } from '@artisan-ts/storage';
import type { BenchTable } from '../scripts/bench.ts';
import { flood } from './flood.ts';

/** Machines at 10 Hz times the group commit of 20 ms: what 1,000 fast machines would hand over at once. */
const groupSize = 200;
const readingsPerRun = 40_000;
const runs = 5;
/** Groups on their way to the thread while one is being committed, as with a recorder that never idles. */
const groupsUnderWay = 4;

function readingsOf(run: number): Reading[] {
  const sourceId = makeId('source', '1'.repeat(32));
  const boot = makeId('boot', run.toString(16).padStart(32, '0'));
  return Array.from({ length: readingsPerRun }, (_, seq) => ({
    sourceId,
    boot,
    stream: 'main',
    seq,
    monoUs: MonoUs(seq * 100_000),
    wallMs: WallMs(1_767_254_400_000 + seq * 100),
    values: [150 + seq * 0.001, 210 + Math.sin(seq), 40, 60],
    missing: [null, null, null, null],
  }));
}

function groupsOf(readings: readonly Reading[]): Reading[][] {
  const groups: Reading[][] = [];
  for (let at = 0; at < readings.length; at += groupSize) {
    groups.push(readings.slice(at, at + groupSize));
  }
  return groups;
}

async function throughPort(folder: string): Promise<(run: number) => Promise<number>> {
  const store = await openStore({ folder });
  return async (run) => {
    if (run < 0) {
      await store.close();
      return 0;
    }
    const groups = groupsOf(readingsOf(run));
    const start = performance.now();
    const underWay: Promise<unknown>[] = [];
    for (const group of groups) {
      underWay.push(store.readings.append(group));
      if (underWay.length >= groupsUnderWay) await underWay.shift();
    }
    await Promise.all(underWay);
    return performance.now() - start;
  };
}

/** The store's own table and indexes, filled by the shortest code there is. */
function bareInsert(folder: string): (run: number) => number {
  const db = new DatabaseSync(join(folder, 'readings.db'));
  db.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  const insert = db.prepare(
    `INSERT INTO reading (series, source, seq, mono_us, wall_ms, channels, c0, c1, c2, c3)
     VALUES (?, 1, ?, ?, ?, 4, ?, ?, ?, ?)`,
  );
  const newSeries = db.prepare(
    "INSERT INTO series (id, source, boot, stream) VALUES (?, 1, ?, 'main')",
  );
  db.exec("INSERT INTO source VALUES (1, 'bare', 0) ON CONFLICT DO NOTHING");
  return (run) => {
    if (run < 0) {
      db.close();
      return 0;
    }
    const groups = groupsOf(readingsOf(run));
    newSeries.run(run + 1, String(run));
    const start = performance.now();
    for (const group of groups) {
      db.exec('BEGIN IMMEDIATE');
      for (const { seq, monoUs, wallMs, values } of group) {
        insert.run(run + 1, seq, monoUs, wallMs, ...values);
      }
      db.exec('COMMIT');
    }
    return performance.now() - start;
  };
}

async function commitTimes(folder: string): Promise<number[]> {
  const store = await openStore({ folder });
  const times: number[] = [];
  for (const group of groupsOf(readingsOf(900))) {
    const start = performance.now();
    await store.readings.append(group);
    times.push(performance.now() - start);
  }
  await store.close();
  return times;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Runs are interleaved, so that a disk that slows down slows all; the medians are compared. */
export async function bench(): Promise<BenchTable> {
  const root = mkdtempSync(join(tmpdir(), 'artisan-bench-'));
  try {
    const [portFolder, bareFolder] = [join(root, 'port'), join(root, 'bare')];
    await (await openStore({ folder: bareFolder })).close();
    const port = await throughPort(portFolder);
    const bare = bareInsert(bareFolder);
    await port(0);
    bare(0);
    const ms = { ingest: [] as number[], port: [] as number[], bare: [] as number[] };
    for (let run = 1; run <= runs; run++) {
      ms.port.push(await port(run));
      ms.bare.push(bare(run));
      ms.ingest.push(await flood(join(root, `ingest-${run}`), readingsPerRun));
    }
    await port(-1);
    bare(-1);
    const times = await commitTimes(portFolder);
    return {
      title: 'readings to a disk that confirmed them',
      method: `${readingsPerRun} readings of 4 channels, median of ${runs} interleaved runs; peer: a bare prepared insert, same table, settings and group commits of ${groupSize}`,
      rows: [
        { what: 'bare prepared insert', value: `${perSecond(ms.bare)}/s` },
        {
          what: "through the store's port",
          value: `${perSecond(ms.port)}/s, ${ratio(ms.bare, ms.port)} of bare`,
        },
        {
          what: 'through driver, bus, ingest, session rules, recorder',
          value: `${perSecond(ms.ingest)}/s, ${ratio(ms.bare, ms.ingest)} of bare`,
        },
        {
          what: 'one group commit',
          value: `p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms`,
        },
      ],
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function perSecond(ms: readonly number[]): string {
  return Math.round((readingsPerRun / quantile(ms, 0.5)) * 1000).toLocaleString('en');
}

function ratio(peer: readonly number[], ours: readonly number[]): string {
  return quantile(
    peer.map((ms, run) => ms / (ours[run] ?? Number.NaN)),
    0.5,
  ).toFixed(2);
}
