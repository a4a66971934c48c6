import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  DurableEvent,
  MachineDto,
  MissionPage,
  RoastDto,
  SampleEvent,
} from '@artisan-ts/contracts';
import { seededStream } from '@artisan-ts/domain';
import { reportKey } from '@artisan-ts/runtime';
import { sealEnvelope } from '@artisan-ts/server';
import { openStoreReadOnly, unreportedClosings, verifyAuditLog } from '@artisan-ts/storage';
import { freePort, Mosquitto, requireTool } from '@artisan-ts/testkit';
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StationClient } from '#client/station-client.ts';

import { StationProcess } from '../test/station-process.ts';
import { until } from '../test/until.ts';

/** The governor lets 30 reports through at a stretch; with more the last ones would wait for it, and not for what is shown here. */
const killsMax = 25;
const wanted = Math.ceil(Number(process.env['ARTISAN_INTERRUPTIONS'] ?? 5) / 5);
const kills = Math.min(killsMax, Math.max(3, wanted));
const seed = Number(process.env['ARTISAN_SEED'] ?? 1);

/** A roast that nobody has to look at lasts longer than 90 s and has 60 readings. */
const roastS = 100;
const speed = 20;
/** Killed so long after the closing was asked for, at most: from before it arrives until the report is made. */
const killedMsMax = 150;

/** The program is killed, or the broker is gone, between the closing of a roast and its report. */
describe('the report of a closed roast', () => {
  const station = new StationProcess();
  const client = new StationClient({ url: undefined, dataFolder: station.dataFolder });
  const mosquitto = requireTool('mosquitto');
  let broker: Mosquitto | null = null;

  beforeAll(async () => {
    if (mosquitto !== null) {
      broker = new Mosquitto(mosquitto, await freePort());
      await broker.start();
      const config = { broker: { kind: 'external', url: `mqtt://127.0.0.1:${broker.port}` } };
      writeFileSync(join(station.dataFolder, 'config.json'), JSON.stringify(config));
    }
    await station.start();
  });
  afterAll(async () => {
    await station.dispose();
    await broker?.dispose();
  });

  const press = (machine: string, kind: string) =>
    client.post<RoastDto>(`/machines/${machine}/marks`, {
      json: { kind, action: 'set' },
      patienceS: 30,
    });
  const reportsOf = async (roast: string) => {
    const page = await client.get<MissionPage>(`/missions?roast=${roast}`, { patienceS: 30 });
    return page.items.filter(({ goal }) => goal === 'roast-report');
  };
  const isReported = async (roast: string): Promise<boolean> =>
    (await reportsOf(roast)).some(({ state }) => state === 'DONE');

  /** Lets so many seconds of a machine pass since the charge of a roast, as its readings tell. */
  async function letRoast(machine: string, { marks }: RoastDto, seconds: number): Promise<void> {
    const chargeUs = marks.find(({ kind }) => kind === 'charge')?.monoUs ?? 0;
    const enough = new AbortController();
    for await (const { name, data } of client.follow({ machine, patienceS: 30 }, enough.signal)) {
      const isLate = name === 'sample' && (data as SampleEvent).monoUs - chargeUs >= seconds * 1e6;
      if (isLate) enough.abort();
    }
  }

  /** Waits until a roast is on disk up to its drop: a kill takes nothing of it. */
  async function untilSaved(machine: string, { marks }: RoastDto): Promise<void> {
    const dropUs = marks.find(({ kind }) => kind === 'drop')?.monoUs ?? 0;
    const enough = new AbortController();
    let after: SampleEvent | null = null;
    for await (const { name, data } of client.follow({ machine, patienceS: 30 }, enough.signal)) {
      if (name === 'sample' && (data as SampleEvent).monoUs >= dropUs)
        after ??= data as SampleEvent;
      if (name !== 'durable' || after === null) continue;
      const { boot, seq } = after;
      const isSaved = (data as DurableEvent).newest.some(
        (place) => place.boot === boot && place.seq >= seq,
      );
      if (isSaved) enough.abort();
    }
  }

  /** Closes what goes on; again when the first asking died with the program. */
  async function close(machine: string, roast: string): Promise<void> {
    await client.post(`/machines/${machine}/roast/close`, { patienceS: 30 }).catch(() => undefined);
    await until('it is closed', async () => {
      const { closeReason } = await client.get<RoastDto>(`/roasts/${roast}`, { patienceS: 30 });
      return closeReason !== null;
    });
  }

  test(`comes, once, though the station is killed in between ${kills} times (seed ${seed})`, async () => {
    const chance = seededStream(seed, 'report loop');
    const { id } = await client.post<MachineDto>('/machines', {
      json: { name: 'Fast', driver: 'twin', settings: { speed } },
    });
    const roasts: string[] = [];
    for (let each = 0; each < kills; each += 1) {
      const charged = await press(id, 'charge');
      const roast = charged.id;
      await letRoast(id, charged, roastS);
      await untilSaved(id, await press(id, 'drop'));
      const asked = client.post(`/machines/${id}/roast/close`).catch(() => undefined);
      await sleep(chance.next() * killedMsMax);
      await station.kill();
      await asked;
      await station.start();
      await close(id, roast);
      await until(`report ${each + 1} comes`, () => isReported(roast)).catch(async (error) => {
        throw new Error(JSON.stringify(await reportsOf(roast)), { cause: error });
      });
      roasts.push(roast);
    }
    for (const roast of roasts) expect(await reportsOf(roast)).toHaveLength(1);
  });

  test.skipIf(mosquitto === null)(
    'comes, once, though the broker of its machine is killed',
    async () => {
      const { id } = await client.post<MachineDto>('/machines', {
        json: { name: 'Far', driver: 'mqtt', settings: { channels: 'bt,et', intervalS: 1 } },
      });
      const url = `mqtt://127.0.0.1:${broker?.port}`;
      const sender = await mqtt.connectAsync(url, { protocolVersion: 4, reconnectPeriod: 0 });
      const topic = `roaster/local/main/${id}/telemetry`;
      const scope = { v: 1 as const, org: 'local', site: 'main', machine: id };
      const boot = `boot_${randomBytes(16).toString('hex')}`;
      const start = { ...scope, boot, bootCount: 1 };
      const streams = [{ stream: 'main', oldestSeq: 0, dropped: 0 }];
      const birth = sealEnvelope({ type: 'birth', body: { ...start, streams } });
      await sender.publishAsync(topic, birth, { qos: 1 });
      let roast = '';
      for (let seq = 0; seq <= roastS; seq += 1) {
        const times = { monoUs: Math.round(performance.now() * 1000), wallMs: Date.now() };
        const channels = { btC: 100 + seq, etC: 210 };
        const body = { ...start, stream: 'main', seq, ...times, channels };
        await sender.publishAsync(topic, sealEnvelope({ type: 'telemetry', body }), { qos: 1 });
        if (seq === 1) roast = (await press(id, 'charge')).id;
        await sleep(1000);
      }
      await broker?.stop('SIGKILL');
      await press(id, 'drop');
      await close(id, roast);
      await until('the report comes', () => isReported(roast));
      await broker?.start();
      expect(await reportsOf(roast)).toHaveLength(1);
      await sender.endAsync(true);
    },
  );

  test('is the only one of its closing on disk, and everything there holds', async () => {
    await station.stop();
    const store = await openStoreReadOnly({ folder: station.dataFolder });
    try {
      const closings = await store.roasts.closings(0, 0, 1000);
      const missions = await store.missions.listMissions({ orgId: 'local', limit: 200 });
      const reports = missions.filter(({ goal }) => goal === 'roast-report');
      expect(reports.map(({ idempotencyKey }) => idempotencyKey).sort()).toEqual(
        closings.map(({ roastId, revision }) => reportKey(roastId, revision)).sort(),
      );
      expect(new Set(reports.map(({ state }) => state))).toEqual(new Set(['DONE']));
      expect(await store.missions.brokenInvariants()).toEqual([]);
      expect(await unreportedClosings(store)).toEqual([]);
      const log = { missions: store.missions, log: 'local', anchorFiles: [] };
      expect((await verifyAuditLog(log)).findings).toEqual([]);
    } finally {
      await store.close();
    }
  });
});
