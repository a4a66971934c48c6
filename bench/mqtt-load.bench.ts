/**
 * Fifty machines at 10 Hz through the embedded broker to a disk that confirmed, and how fast it goes at most, against
 * the broker alone and against bare inserts. `ARTISAN_BENCH_S=600` makes the load last ten minutes instead of one.
 */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { MachineDto } from '@artisan-ts/contracts';
import { embeddedBroker } from '@artisan-ts/server';
import { openStoreReadOnly } from '@artisan-ts/storage';
import { StationClient } from '../apps/station/src/client/station-client.ts';
import { openData } from '../apps/station/src/host/open-data.ts';
import { runStation } from '../apps/station/src/host/run-station.ts';
import { systemLogger } from '../apps/station/src/platform/log.ts';
import type { BenchTable } from '../scripts/bench.ts';
import type { SendersResult, SendersTask } from './mqtt-senders.ts';

const machinesCount = 50;
const hz = 10;
const loadS = Number(process.env['ARTISAN_BENCH_S'] ?? 60);
const burstS = 8;
const bareGroup = 200;
const liveLimitMs = 250;
const listen = '127.0.0.1';
const logger = systemLogger('error');

async function senders(task: SendersTask): Promise<SendersResult> {
  const worker = new Worker(new URL('./mqtt-senders.ts', import.meta.url), { workerData: task });
  const [result] = (await once(worker, 'message')) as [SendersResult];
  await worker.terminate();
  return result;
}

/** Megabytes an hour by which the station's heap grew over the second half of the samples. */
function slopeMbPerHour(samples: readonly { readonly s: number; readonly mb: number }[]): number {
  const half = samples.slice(Math.floor(samples.length / 2));
  const mean = (pick: (each: { s: number; mb: number }) => number) =>
    half.reduce((sum, each) => sum + pick(each), 0) / half.length;
  const [s, mb] = [mean((each) => each.s), mean((each) => each.mb)];
  const covariance = mean((each) => (each.s - s) * (each.mb - mb));
  return (covariance / mean((each) => (each.s - s) ** 2)) * 3600;
}

async function throughStation(folder: string) {
  const port = 4800 + (process.pid % 90);
  const brokerUrl = `mqtt://${listen}:${port}`;
  const broker = { kind: 'embedded' as const, port, listen };
  const running = await runStation({
    data: openData(folder),
    dataFolder: folder,
    config: { port: 0, listen, allowedHosts: [], broker },
    logger,
    hasScreen: false,
    tell: () => undefined,
  });
  const client = new StationClient({ url: running.url, dataFolder: folder });
  const machines: string[] = [];
  for (let k = 0; k < machinesCount; k++) {
    const settings = { intervalS: 1 / hz };
    const json = { name: `Load ${k}`, driver: 'mqtt', settings, closeAfterDropS: 900 };
    machines.push((await client.post<MachineDto>('/machines', { json })).id);
  }
  const memory: { s: number; mb: number }[] = [];
  const look = setInterval(() => {
    memory.push({ s: performance.now() / 1000, mb: process.memoryUsage().heapUsed / 1e6 });
  }, 1000);
  const load = await senders({ brokerUrl, machines, seconds: loadS, hz, stationUrl: running.url });
  clearInterval(look);
  const burst = await senders({ brokerUrl, machines, seconds: burstS, hz: null, stationUrl: null });
  await running.stop();
  const stored = await storedIn(folder);
  return { load, burst, stored, memory };
}

/** Readings on disk of the machines that are read over MQTT. */
async function storedIn(folder: string): Promise<number> {
  const store = await openStoreReadOnly({ folder });
  const sources = (await store.roasts.machines()).flatMap(({ configuration }) =>
    configuration.sources.filter(({ driver }) => driver === 'mqtt').map(({ id }) => id),
  );
  await store.close();
  const db = new DatabaseSync(join(folder, 'readings.db'), { readOnly: true });
  const row = db
    .prepare(
      `SELECT count(*) AS n FROM reading WHERE source IN (
         SELECT id FROM source WHERE source_id IN (SELECT value FROM json_each(?)))`,
    )
    .get(JSON.stringify(sources));
  db.close();
  return Number(row?.['n']);
}

async function brokerAlone(): Promise<SendersResult> {
  const broker = await embeddedBroker({
    config: { kind: 'embedded', port: 0, listen },
    remote: {
      receive: async () => 'taken',
      hint: () => 'taken',
      onAck: () => undefined,
      brokerIs: () => undefined,
    },
    people: { callerOf: () => null, nameOf: () => null, watch: () => () => undefined },
    logger,
  });
  const machines = Array.from(
    { length: machinesCount },
    (_, k) => `machine_${String(k).padStart(32, '0')}`,
  );
  const result = await senders({
    brokerUrl: broker.url,
    machines,
    seconds: burstS,
    hz: null,
    stationUrl: null,
  });
  await broker.close();
  return result;
}

function bareInsertsPerSecond(folder: string): number {
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(join(folder, 'bare.db'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec(
    'CREATE TABLE reading (id INTEGER PRIMARY KEY, series INTEGER, seq INTEGER, c0 REAL, c1 REAL, UNIQUE (series, seq))',
  );
  const insert = db.prepare('INSERT INTO reading (series, seq, c0, c1) VALUES (?, ?, ?, ?)');
  const began = performance.now();
  let count = 0;
  while (performance.now() - began < 3000) {
    db.exec('BEGIN IMMEDIATE');
    for (let k = 0; k < bareGroup; k++) insert.run(k % machinesCount, count++, 150, 210);
    db.exec('COMMIT');
  }
  db.close();
  return count / ((performance.now() - began) / 1000);
}

export async function bench(): Promise<BenchTable> {
  const root = mkdtempSync(join(tmpdir(), 'artisan-mqtt-bench-'));
  try {
    const alone = await brokerAlone();
    const bare = bareInsertsPerSecond(join(root, 'bare'));
    const { load, burst, stored, memory } = await throughStation(join(root, 'station'));
    const live = [...load.liveMs].sort((a, b) => a - b);
    const at = (part: number) => live[Math.floor(live.length * part)] ?? Number.NaN;
    const rate = burst.acknowledged / burst.seconds;
    const perSecond = (value: number) => `${Math.round(value).toLocaleString('en')}/s`;
    const acknowledged = load.acknowledged + burst.acknowledged;
    return {
      title: 'machines over MQTT to a disk that confirmed them',
      method: `${machinesCount} machines at ${hz} Hz for ${loadS} s, QoS 1, then as fast as acknowledged for ${burstS} s; senders and a reader of the live stream in a second thread`,
      rows: [
        {
          what: 'readings sent at 10 Hz, acknowledged',
          value: `${load.sent}, ${load.acknowledged}`,
        },
        { what: 'acknowledged in all, of them on disk', value: `${acknowledged}, ${stored}` },
        {
          what: 'publication to the live stream',
          value: `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms of ${liveLimitMs} ms, p99 ${at(0.99)} ms, of ${live.length}`,
        },
        {
          what: 'heap of the station thread',
          value: `${Math.round(memory.at(-1)?.mb ?? 0)} MB, slope ${slopeMbPerHour(memory).toFixed(0)} MB an hour over the second half`,
        },
        { what: 'at most, through the station', value: perSecond(rate) },
        {
          what: 'the broker alone',
          value: `${perSecond(alone.acknowledged / alone.seconds)}; the station is ${(rate / (alone.acknowledged / alone.seconds)).toFixed(2)} of it`,
        },
        {
          what: 'bare inserts, groups of 200',
          value: `${perSecond(bare)}; the station is ${(rate / bare).toFixed(3)} of it`,
        },
      ],
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
