import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MachineDto } from '@artisan-ts/contracts';
import type { MachineId } from '@artisan-ts/domain';
import { openStoreReadOnly } from '@artisan-ts/storage';
import { freePort, Mosquitto, requireTool, silentLogger } from '@artisan-ts/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runBridge } from '#bridge/run-bridge.ts';
import { Cable } from '../../test/cable.ts';
import { countIn, countingDriver } from '../../test/counting-driver.ts';
import { MqttStation } from '../../test/mqtt-station.ts';
import { until } from '../../test/until.ts';

const mosquitto = requireTool('mosquitto');
const brokers: [name: string, program: string | null][] = [['the embedded broker', null]];
if (mosquitto !== null) brokers.push(['Mosquitto', mosquitto]);

describe.each(brokers)('a bridge, a cable and %s', (_name, program) => {
  let folder: string;
  let station: MqttStation;
  let cable: Cable;
  let broker: Mosquitto | null;
  let machineId: MachineId;
  let counter: { count: number; isOn: boolean };
  let cablePort: number;
  let stops: (() => Promise<void>)[];
  let told: string[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'artisan-bridge-'));
    const port = await freePort();
    const loopback = '127.0.0.1';
    broker = program === null ? null : new Mosquitto(program, port);
    await broker?.start();
    station = new MqttStation(
      broker === null
        ? { kind: 'embedded', port, listen: loopback }
        : { kind: 'external', url: `mqtt://${loopback}:${port}` },
    );
    cable = new Cable(() => port);
    cablePort = await cable.open();
    await station.start();
    const { id } = await station.client.post<MachineDto>('/machines', {
      json: { name: 'Far', driver: 'mqtt', settings: { intervalS: 0.05 }, closeAfterDropS: 900 },
    });
    machineId = id as MachineId;
    counter = { count: 0, isOn: true };
    stops = [];
    told = [];
  });

  afterEach(async () => {
    for (const stop of stops) await stop();
    await cable.close();
    await station.dispose();
    await broker?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  function bridge(): void {
    const running = runBridge({
      folder: join(folder, 'bridge'),
      machineId,
      kind: countingDriver(counter),
      settings: {},
      broker: { url: `mqtt://127.0.0.1:${cablePort}` },
      logger: silentLogger,
      tell: (line) => told.push(line),
    });
    if (!running.ok) throw new Error(running.message);
    stops.push(running.value);
  }

  async function stored(): Promise<number[]> {
    const store = await openStoreReadOnly({ folder: station.folder });
    try {
      const machine = (await store.roasts.machines()).find(({ id }) => id === machineId);
      const sourceIds = (machine?.configuration.sources ?? []).map(({ id }) => id);
      const rows = await store.readings.range({ sourceIds, limit: 100_000 });
      return rows.map(({ values }) => countIn(values)).sort((a, b) => a - b);
    } finally {
      await store.close();
    }
  }

  /** The device falls silent; everything it ever said arrives, once. */
  async function expectAllOnce(): Promise<void> {
    counter.isOn = false;
    await until('all of it', async () => (await stored()).length >= counter.count);
    expect(await stored()).toEqual(Array.from({ length: counter.count }, (_, k) => k));
    await until('the bridge has forgotten all of it', () => heldCount() === 0);
  }

  function heldCount(): number {
    const outbox = new DatabaseSync(join(folder, 'bridge', 'outbox.db'), { readOnly: true });
    try {
      return Number(outbox.prepare('SELECT count(*) AS n FROM point').get()?.['n']);
    } finally {
      outbox.close();
    }
  }

  test('everything arrives once although the way was gone at the start and flaps in between', async () => {
    cable.cut();
    bridge();
    await until('some readings', () => counter.count > 20);
    expect(told.join()).toContain('cannot be reached');
    for (let flap = 0; flap < 4; flap++) {
      cable.mend();
      const { connections } = cable;
      await until('a connection', () => cable.connections > connections);
      await sleep(flap * 60);
      cable.cut();
      await sleep(100);
    }
    cable.mend();
    await expectAllOnce();
  });

  test('everything arrives once although the station was stopped and started again', async () => {
    bridge();
    await until('readings on disk', async () => (await stored()).length > 20);
    await station.stop();
    const before = counter.count;
    await until('readings in between', () => counter.count > before + 30);
    await station.start();
    await expectAllOnce();
  });

  test('a connection in which nothing moves is given up for another', async () => {
    bridge();
    await until('readings on disk', async () => (await stored()).length > 5);
    const { connections } = cable;
    cable.freeze();
    await sleep(300);
    cable.mend();
    await until('a new connection', () => cable.connections > connections);
    await expectAllOnce();
  });

  test.runIf(program !== null)(
    'everything arrives once although the broker was killed in between',
    async () => {
      bridge();
      await until('readings on disk', async () => (await stored()).length > 20);
      await broker?.stop('SIGKILL');
      const before = counter.count;
      await until('readings in between', () => counter.count > before + 30);
      await broker?.start();
      await expectAllOnce();
    },
  );
});
