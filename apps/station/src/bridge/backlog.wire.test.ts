import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HealthDto, MachineDto } from '@artisan-ts/contracts';
import { parseId } from '@artisan-ts/domain';
import { openStoreReadOnly } from '@artisan-ts/storage';
import { freePort, silentLogger } from '@artisan-ts/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { Outbox } from '#bridge/outbox.ts';
import { runBridge } from '#bridge/run-bridge.ts';
import { countIn, countingDriver, countsPerDegree } from '../../test/counting-driver.ts';
import { MqttStation } from '../../test/mqtt-station.ts';
import { until } from '../../test/until.ts';

/** Readings that a bridge kept; 86,400 are a day at one a second. */
const backlog = Number(process.env['ARTISAN_BACKLOG'] ?? 12_000);
const agoMs = 24 * 3600 * 1000;
const liveEveryMs = 100;
const patienceMs = 60_000 + backlog * 5;

/** What a bridge reads in a day without a station, at once. */
function fill(folder: string): void {
  mkdirSync(folder);
  const outbox = new Outbox(join(folder, 'outbox.db'));
  const bornMs = Date.now() - agoMs;
  outbox.begin(`boot_${'a'.repeat(32)}`, bornMs);
  const group = 1000;
  for (let from = 0; from < backlog; from += group) {
    const size = Math.min(group, backlog - from);
    const points = Array.from({ length: size }, (_, index) => {
      const seq = from + index;
      const times = { seq, monoUs: seq * 1_000_000, wallMs: bornMs + seq * 1000 };
      return {
        ...times,
        channels: { btC: seq / countsPerDegree, etC: null },
        missing: { etC: 'not-sent' },
      };
    });
    outbox.put(points.map((point) => ({ stream: 'main', point })));
  }
  outbox.close();
}

test(`a backlog of ${backlog} readings arrives whole beside what is read now`, {
  timeout: patienceMs + 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-backlog-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  fill(join(folder, 'bridge'));
  const port = await freePort();
  const station = new MqttStation({ kind: 'embedded', port, listen: '127.0.0.1' });
  onTestFinished(() => station.dispose());
  await station.start();
  const { id } = await station.client.post<MachineDto>('/machines', {
    json: { name: 'Far', driver: 'mqtt', settings: { intervalS: 0.1 }, closeAfterDropS: 900 },
  });
  const counter = { count: backlog, isOn: true };
  const bridge = runBridge({
    folder: join(folder, 'bridge'),
    machineId: parseId('machine', id),
    kind: countingDriver(counter, liveEveryMs),
    settings: {},
    broker: { url: `mqtt://127.0.0.1:${port}` },
    logger: silentLogger,
    tell: () => undefined,
  });
  if (!bridge.ok) throw new Error(bridge.message);
  onTestFinished(bridge.value);
  const readStore = async () => {
    const store = await openStoreReadOnly({ folder: station.folder });
    try {
      const machine = (await store.roasts.machines()).find((each) => each.id === id);
      const sourceIds = (machine?.configuration.sources ?? []).map((source) => source.id);
      return await store.readings.range({ sourceIds, limit: 1_000_000 });
    } finally {
      await store.close();
    }
  };
  const startMs = performance.now();
  let rssMb = 0;
  while (performance.now() - startMs < patienceMs) {
    rssMb = Math.max(rssMb, process.memoryUsage().rss / 1e6);
    if ((await station.client.get<HealthDto>('/health')).recording.durableCursor > backlog) {
      const rows = await readStore();
      if (rows.filter((row) => row.late).length >= backlog) break;
    }
    await sleep(250);
  }
  const tookS = (performance.now() - startMs) / 1000;
  counter.isOn = false;
  await until('all of it', async () => (await readStore()).length >= counter.count);
  const rows = await readStore();
  const values = rows.map((row) => countIn(row.values));
  expect(values.toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: counter.count }, (_, index) => index),
  );
  // What it read before it was connected came late, too.
  const late = rows.filter((row) => row.late);
  const live = rows.filter((row) => !row.late);
  expect(late.length).toBeLessThan(backlog + 50);
  expect(Math.min(...live.map((row) => countIn(row.values)))).toBeGreaterThanOrEqual(backlog);
  // What is read now does not wait behind the past.
  const lastLate = late.at(-1)?.cursor ?? 0;
  const between = live.filter(({ cursor }) => cursor < lastLate);
  expect(between.length).toBeGreaterThan((tookS * 1000) / liveEveryMs / 4);
  process.stdout.write(
    `${backlog} readings in ${tookS.toFixed(1)} s, ${between.length} live ones between them; ${rssMb.toFixed(0)} MB of memory at most, station, bridge and test together\n`,
  );
});
