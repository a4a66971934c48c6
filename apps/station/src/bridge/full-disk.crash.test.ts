import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HealthEvent, MachineDto } from '@artisan-ts/contracts';
import { isId } from '@artisan-ts/domain';
import { openStoreReadOnly } from '@artisan-ts/storage';
import { freePort, silentLogger } from '@artisan-ts/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { runBridge } from '#bridge/run-bridge.ts';
import { Cable } from '../../test/cable.ts';
import { countIn, countingDriver } from '../../test/counting-driver.ts';
import { MqttStation } from '../../test/mqtt-station.ts';
import { until } from '../../test/until.ts';

/** A small file system of our own, with room for a write-ahead log before its first checkpoint. Not everybody may mount one; who may not has no disk to fill. */
function mountSmall(folder: string): boolean {
  mkdirSync(folder);
  const flags = ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder];
  const isMounted = spawnSync('mount', flags).status === 0;
  if (!isMounted) process.stderr.write('skipped: no right to mount a small disk here\n');
  else onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return isMounted;
}

/** Somebody else's file that takes all the room there is. */
function fillUp(path: string): void {
  for (let size = 65_536; size >= 512; ) {
    try {
      appendFileSync(path, Buffer.alloc(size));
    } catch {
      size /= 2;
    }
  }
}

test('a bridge whose disk is full goes on, says so there and at the station, and loses nothing while the station is away', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-full-bridge-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const small = join(folder, 'small');
  if (!mountSmall(small)) return context.skip();
  const port = await freePort();
  const station = new MqttStation({ kind: 'embedded', port, listen: '127.0.0.1' });
  onTestFinished(() => station.dispose());
  await station.start();
  const { id } = await station.client.post<MachineDto>('/machines', {
    json: { name: 'Far', driver: 'mqtt', settings: { intervalS: 0.05 }, closeAfterDropS: 900 },
  });
  if (!isId('machine', id)) throw new Error(id);
  const cable = new Cable(() => port);
  onTestFinished(() => cable.close());
  const counter = { count: 0, isOn: true };
  const told: string[] = [];
  const running = runBridge({
    folder: join(small, 'bridge'),
    machineId: id,
    kind: countingDriver(counter),
    settings: {},
    broker: { url: `mqtt://127.0.0.1:${await cable.open()}` },
    logger: silentLogger,
    tell: (line) => told.push(line),
  });
  if (!running.ok) throw new Error(running.message);
  onTestFinished(running.value);

  const stored = async (): Promise<number[]> => {
    const store = await openStoreReadOnly({ folder: station.folder });
    try {
      const machine = (await store.roasts.machines()).find((each) => each.id === id);
      const sourceIds = (machine?.configuration.sources ?? []).map((source) => source.id);
      const rows = await store.readings.range({ sourceIds, limit: 100_000 });
      return rows.map(({ values }) => countIn(values)).sort((a, b) => a - b);
    } finally {
      await store.close();
    }
  };
  const troubled = async (): Promise<string[]> => {
    const { findings } = await station.client.get<HealthEvent>('/health');
    return findings.filter(({ code }) => code === 'telemetry.sender').map(({ message }) => message);
  };
  const countOf = async () => (await stored()).length;

  await until('some readings', async () => (await countOf()) > 20);
  const filler = join(small, 'filler');
  fillUp(filler);
  await until('the bridge says it', () => told.some((line) => /takes nothing/.test(line)));
  await until('the station says it', async () => (await troubled()).length > 0);
  expect(await troubled()).toEqual([expect.stringMatching(/the disk is full; make room/)]);
  const whenFull = counter.count;
  await until(
    'readings that never were on the disk of the bridge',
    async () => (await countOf()) > whenFull,
  );

  cable.cut();
  const whenAway = counter.count;
  await until('readings while the station is away', () => counter.count > whenAway + 50);
  rmSync(filler);
  await until('the disk is used again', () => told.some((line) => /readings again/.test(line)));
  cable.mend();
  counter.isOn = false;
  await until('all of it', async () => (await countOf()) >= counter.count);
  expect(await stored()).toEqual(Array.from({ length: counter.count }, (_, k) => k));
  await until('the station says it no more', async () => (await troubled()).length === 0);
});
