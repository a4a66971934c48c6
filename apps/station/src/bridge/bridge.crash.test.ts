import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { MachineDto } from '@artisan-ts/contracts';
import { type MachineId, seededStream } from '@artisan-ts/domain';
import { openStoreReadOnly } from '@artisan-ts/storage';
import { afterAll, expect, test } from 'vitest';
import { Outbox } from '#bridge/outbox.ts';
import { StationClient } from '#client/station-client.ts';
import { freePort } from '../../test/mosquitto.ts';
import { StationProcess } from '../../test/station-process.ts';

const kills = Number(process.env['ARTISAN_KILLS'] ?? 5);
const seed = Number(process.env['ARTISAN_SEED'] ?? 1);

/** A process lives so long at most before it is killed, from its start on. */
const lifeMsMax = 3000;
const deliverMsMax = 60_000;

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const station = new StationProcess();
const bridgeFolder = mkdtempSync(join(tmpdir(), 'artisan-bridge-crash-'));
let bridge: ChildProcess | null = null;

afterAll(async () => {
  bridge?.kill('SIGKILL');
  await station.dispose();
  rmSync(bridgeFolder, { recursive: true, force: true });
});

function startBridge(machine: string, port: number): void {
  const words = ['bridge', '--broker', `mqtt://127.0.0.1:${port}`, '--machine', machine];
  bridge = spawn(process.execPath, [main, ...words, '--driver', 'twin'], {
    env: { ...process.env, ARTISAN_DATA: bridgeFolder },
    stdio: 'ignore',
  });
}

async function killBridge(): Promise<void> {
  if (bridge === null) return;
  const exited = once(bridge, 'exit');
  bridge.kill('SIGKILL');
  await exited;
}

/** What the bridge has on disk, by boot and number, as the station would store it. */
function heldBy(machine: string): readonly string[] {
  const outbox = new Outbox(join(bridgeFolder, `bridge-${machine}`, 'outbox.db'));
  try {
    return outbox.after(0, 100_000).map(({ boot, json }) => `${boot} ${JSON.parse(json).seq}`);
  } finally {
    outbox.close();
  }
}

async function storedOf(machine: string): Promise<readonly string[]> {
  const store = await openStoreReadOnly({ folder: station.dataFolder });
  try {
    const found = (await store.roasts.machines()).find(({ id }) => id === (machine as MachineId));
    const sourceIds = (found?.configuration.sources ?? []).map(({ id }) => id);
    const rows = await store.readings.range({ sourceIds, limit: 100_000 });
    return rows.map(({ boot, seq }) => `${boot} ${seq}`);
  } finally {
    await store.close();
  }
}

test(`bridge and station killed ${kills} times lose nothing that one of them had on disk, and store nothing twice`, {
  timeout: kills * 6 * lifeMsMax + deliverMsMax,
}, async () => {
  const chance = seededStream(seed, 'lives of a bridge');
  const port = await freePort();
  writeFileSync(
    join(station.dataFolder, 'config.json'),
    JSON.stringify({ broker: { kind: 'embedded', port } }),
  );
  await station.start();
  const client = new StationClient({ url: undefined, dataFolder: station.dataFolder });
  const { id } = await client.post<MachineDto>('/machines', {
    json: { name: 'Far', driver: 'mqtt', settings: {}, closeAfterDropS: 900 },
  });
  startBridge(id, port);
  const everHeld = new Set<string>();
  for (let killed = 0; killed < kills; killed++) {
    await sleep(1000 + chance.next() * (lifeMsMax - 1000));
    if (chance.next() < 0.5) {
      await killBridge();
      for (const place of heldBy(id)) everHeld.add(place);
      startBridge(id, port);
    } else {
      await station.kill();
      station.spawn();
    }
  }
  await sleep(lifeMsMax);
  await killBridge();
  for (const place of heldBy(id)) everHeld.add(place);
  startBridge(id, port);
  const missing = async () => {
    const stored = new Set(await storedOf(id));
    return [...everHeld].filter((place) => !stored.has(place));
  };
  for (let waitedMs = 0; waitedMs < deliverMsMax; waitedMs += 500) {
    if ((await missing()).length === 0) break;
    await sleep(500);
  }
  const told = `seed ${seed}: ${station.said}`;
  expect(everHeld.size, told).toBeGreaterThan(0);
  expect(await missing(), told).toEqual([]);
  const stored = await storedOf(id);
  expect(new Set(stored).size, told).toBe(stored.length);
  for (const [boot, seqs] of byBoot(stored)) {
    const whole = Array.from({ length: seqs.length }, (_, seq) => seq);
    expect(seqs, `${told} ${boot} without a hole`).toEqual(whole);
  }
  process.stdout.write(
    `seed ${seed}: ${kills} kills, ${stored.length} readings of ${byBoot(stored).size} boots stored, ${everHeld.size} of them seen in the outbox of a killed bridge\n`,
  );
});

function byBoot(places: readonly string[]): Map<string, number[]> {
  const boots = new Map<string, number[]>();
  for (const place of places) {
    const [boot = '', seq] = place.split(' ');
    boots.set(boot, [...(boots.get(boot) ?? []), Number(seq)]);
  }
  for (const seqs of boots.values()) seqs.sort((a, b) => a - b);
  return boots;
}
