import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MonoUs } from '@artisan-ts/domain';
import type { StoredReading } from '@artisan-ts/runtime';
import { findStation, openStore, openStoreReadOnly } from '@artisan-ts/storage';
import {
  buildMarks,
  buildOutboxEvent,
  buildReading,
  buildRoastHeader,
  builtSourceId,
  builtStream,
} from '@artisan-ts/testkit';
import { StationProcess } from '../apps/station/test/station-process.ts';
import { summaryVersion } from '../packages/runtime/src/views/roast-summary.ts';
import type { BenchTable } from '../scripts/bench.ts';

const roasts = 10_000;
/** A roast of 15 minutes with BT and ET once a second. */
const rows = 900;
const runs = 200;
const listLimitMs = 100;
const openLimitMs = 20;

/** Listing, searching and opening among 10,000 kept roasts: through the store, and through the API of a real station. */
export async function bench(): Promise<BenchTable> {
  const station = new StationProcess();
  const folder = station.dataFolder;
  try {
    await fill(folder);
    const bytes = statSync(join(folder, 'main.db')).size;
    const measured = [...(await throughStore(folder)), ...(await throughApi(station))];
    return {
      title: 'roast list',
      method: `${roasts} roasts of ${rows} rows, ${runs} requests each, the store holds nothing but their own records; limits: list and search ${listLimitMs} ms, open ${openLimitMs} ms`,
      rows: [
        ...measured,
        { what: 'main.db', value: `${(bytes / roasts / 1024).toFixed(1)} KiB a roast` },
      ],
    };
  } finally {
    await station.dispose();
  }
}

/** One roast by way of a station that keeps it, then copies of it: what is stored is what a station stores. */
async function fill(folder: string): Promise<void> {
  const store = await openStore({ folder });
  const header = buildRoastHeader(1, {
    closeReason: 'operator',
    title: 'Batch 0001 Yirgacheffe',
    beans: 'washed',
    marks: buildMarks({ charge: 60, dryEnd: 330, fcStart: 560, drop: 700 }),
  });
  const [startUs, endUs] = [MonoUs(0), MonoUs((rows - 1) * 1_000_000)];
  const span = { sourceIds: [builtSourceId], streams: [builtStream], startUs, endUs };
  await store.roasts.saveRoast({ header, span }, buildOutboxEvent(header));
  const readings = Array.from({ length: rows }, (_, seq): StoredReading => {
    const btC = 200 - 110 * Math.exp(-seq / 200) + Math.round(seq / 3) / 10;
    return { ...buildReading(seq), cursor: seq + 1, values: [btC, 215 + (seq % 13) / 10] };
  });
  await store.roasts.keepRoast({
    id: header.id,
    revision: 1,
    summary: {
      version: summaryVersion,
      zeroS: 60,
      marks: Object.fromEntries(
        Object.values(header.marks).map(({ kind, timeS }) => [
          kind,
          { timeS: timeS - 60, btC: 150.25, etC: 215.5 },
        ]),
      ),
      phases: { dryS: 270, midS: 230, finishS: 140, totalS: 640, dryEndBy: 'mark' },
      dtrPct: 21.875,
      weightLossPct: null,
      samples: rows,
      thumbnailBtC: readings.slice(0, 60).map(({ values }) => values[0] ?? null),
    },
    readings: {
      sourceIds: [builtSourceId],
      fromUs: startUs,
      toUs: endUs,
      throughCursor: rows,
      readings,
    },
  });
  await store.close();
  copies(join(folder, 'main.db'));
}

function copies(path: string): void {
  const db = new DatabaseSync(path);
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ${roasts})`;
  const id = "'roast_' || printf('%032x', i)";
  db.exec(`PRAGMA synchronous = OFF; BEGIN;
    INSERT INTO roast (id, revision, machine_id, is_open, listed_at_ms, search_text, span, document, kept_version, summary)
      ${numbers} SELECT ${id}, revision, machine_id, 0, i * 3600000,
        replace(search_text, '0001', printf('%04d', i)), span,
        json_set(document, '$.id', ${id}, '$.title', printf('Batch %04d Yirgacheffe', i), '$.startedWallMs', i * 3600000),
        kept_version, summary FROM n, roast WHERE id = 'roast_' || printf('%032x', 1);
    INSERT INTO roast_record ${numbers} SELECT ${id}, source_ids, from_us, to_us, through_cursor FROM n, roast_record;
    INSERT INTO roast_series ${numbers} SELECT ${id}, position, source_id, boot, stream, points, channels, columns
      FROM n, roast_series;
    COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`);
  db.close();
}

const idOf = (number: number) => buildRoastHeader(number).id;
const anyRoast = (run: number): number => 1 + ((run * 7919) % roasts);

async function throughStore(folder: string): Promise<BenchTable['rows']> {
  const store = await openStoreReadOnly({ folder });
  const ask = store.roasts;
  const measured = [
    await time('store: list 50', () => ask.listRoasts({ limit: 50 })),
    await time('store: search, few found', (run) =>
      ask.listRoasts({ limit: 50, search: `${anyRoast(run)} yirga` }),
    ),
    await time('store: search, none found', () => ask.listRoasts({ limit: 50, search: 'sidamo' })),
    await time('store: open', (run) => ask.keptReadings(idOf(anyRoast(run)))),
  ];
  await store.close();
  return measured;
}

async function throughApi(station: StationProcess): Promise<BenchTable['rows']> {
  await station.start();
  const url = findStation(station.dataFolder)?.file?.url;
  const get = async (path: string): Promise<void> => {
    const response = await fetch(`${url}/api/v1${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
  try {
    return [
      await time('API: list 50', () => get('/roasts')),
      await time('API: a page in the middle', (run) =>
        get(`/roasts?cursor=${idOf(anyRoast(run))}`),
      ),
      await time('API: search, few found', (run) => get(`/roasts?search=${anyRoast(run)}%20yirga`)),
      await time('API: search, none found', () => get('/roasts?search=sidamo')),
      await time('API: open (curve)', (run) => get(`/roasts/${idOf(anyRoast(run))}/curve`)),
      await time('API: open (roast)', (run) => get(`/roasts/${idOf(anyRoast(run + runs))}`)),
    ];
  } finally {
    await station.stop();
  }
}

async function time(what: string, work: (run: number) => Promise<unknown>) {
  const spans: number[] = [];
  for (let run = 0; run < runs; run++) {
    const before = performance.now();
    await work(run);
    spans.push(performance.now() - before);
  }
  spans.sort((a, b) => a - b);
  const at = (share: number): string => (spans[Math.floor((runs - 1) * share)] ?? 0).toFixed(1);
  return { what, value: `median ${at(0.5)} ms, p99 ${at(0.99)} ms` };
}
