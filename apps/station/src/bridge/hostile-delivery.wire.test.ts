import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HealthDto, MachineDto } from '@artisan-ts/contracts';
import { seededStream } from '@artisan-ts/domain';
import { sealEnvelope } from '@artisan-ts/server';
import { openStoreReadOnly } from '@artisan-ts/storage';
import { freePort, Mosquitto, requireTool } from '@artisan-ts/testkit';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MqttStation } from '../../test/mqtt-station.ts';
import { until } from '../../test/until.ts';

const mosquitto = requireTool('mosquitto');
const seed = Number(process.env['ARTISAN_SEED'] ?? 1);
const readings = 120;

describe.runIf(mosquitto !== null)('Mosquitto, and somebody on the way who plays tricks', () => {
  let broker: Mosquitto;
  let station: MqttStation;
  let sender: MqttClient;
  let machine: MachineDto;

  beforeEach(async () => {
    broker = new Mosquitto(mosquitto ?? '', await freePort());
    await broker.start();
    const url = `mqtt://127.0.0.1:${broker.port}`;
    station = new MqttStation({ kind: 'external', url });
    await station.start();
    sender = await mqtt.connectAsync(url, { protocolVersion: 4, reconnectPeriod: 100 });
    const json = { name: 'Far', driver: 'mqtt', settings: {}, closeAfterDropS: 900 };
    machine = await station.client.post<MachineDto>('/machines', { json });
    await until('listening', async () => (await health()).telemetry?.broker.isUp === true);
  });

  afterEach(async () => {
    await sender.endAsync(true);
    await station.dispose();
    await broker.dispose();
  });

  const health = (): Promise<HealthDto> => station.client.get<HealthDto>('/health');
  const topicOf = (org = 'local'): string => `roaster/${org}/main/${machine.id}/telemetry`;
  const send = (payload: Buffer, topic = topicOf(), retain = false): Promise<unknown> =>
    sender.publishAsync(topic, payload, { qos: 1, retain });

  const origin = () => {
    const scope = { v: 1 as const, org: 'local', site: 'main', machine: machine.id };
    return { ...scope, boot: `boot_${'a'.repeat(32)}`, bootCount: 1 };
  };
  const birth = (): Buffer => {
    const streams = [{ stream: 'main', oldestSeq: 0, dropped: 0 }];
    return sealEnvelope({ type: 'birth', body: { ...origin(), streams } });
  };
  const startedMs = Date.now();
  const reading = (seq: number, btC = 100 + seq / 10): Buffer => {
    const times = { seq, monoUs: seq * 1_000_000, wallMs: startedMs + seq };
    const body = { ...origin(), stream: 'main', ...times, channels: { btC, etC: null } };
    return sealEnvelope({ type: 'telemetry', body });
  };

  async function storedSeqs(): Promise<number[]> {
    const store = await openStoreReadOnly({ folder: station.folder });
    try {
      const [found] = (await store.roasts.machines()).filter(({ id }) => id === machine.id);
      const sourceIds = (found?.configuration.sources ?? []).map(({ id }) => id);
      return (await store.readings.range({ sourceIds, limit: 10_000 })).map(({ seq }) => seq);
    } finally {
      await store.close();
    }
  }

  test('everything is stored once, and what cannot be used is set aside with a reason', async () => {
    const chance = seededStream(seed, 'hostile delivery');
    const shuffled = <Item>(items: readonly Item[]): Item[] =>
      items
        .map((item) => ({ item, at: chance.next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item);
    const numbers = Array.from({ length: readings }, (_, seq) => seq);
    const good = shuffled(numbers.flatMap((seq) => Array<number>(10).fill(seq)));
    const cut = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length >> 1);
    const bad: (() => Promise<unknown>)[] = [
      () => send(cut(reading(0))),
      () => send(Buffer.concat([reading(1), reading(2)])),
      () => send(Buffer.alloc(10_000_000, 0x5b)),
      () => send(reading(3), topicOf('other')),
      () => send(reading(4, 999)),
      () => send(reading(5), 'somewhere/else'),
    ];
    // Held by the broker for whoever subscribes later, which is the station after its restart.
    await send(reading(6), topicOf(), true);
    await send(birth());
    for (const [index, seq] of good.entries()) {
      await send(reading(seq));
      if (index % 200 === 100) await bad[Math.floor(index / 200)]?.();
      if (index % 300 === 0) await send(birth());
      if (index === 500) {
        await broker.stop();
        await broker.start();
      }
      if (index === 900) {
        await station.stop();
        await station.start();
      }
    }
    await until('all of it', async () => (await storedSeqs()).length >= readings);
    const wanted = [
      'telemetry.equivocation',
      ...Array<string>(3).fill('telemetry.malformed'),
      'telemetry.scope-mismatch',
    ];
    await until('everything else is set aside', () => {
      const codes = setAsideCodes(station.folder);
      return wanted.every((code) => count(codes, code) >= count(wanted, code));
    });
    const seqs = (await storedSeqs()).sort((a, b) => a - b);
    expect(seqs, `seed ${seed}`).toEqual(numbers);
    expect((await health()).telemetry, `seed ${seed}`).toMatchObject({ missing: 0 });
    expect(new Set(setAsideCodes(station.folder)), `seed ${seed}`).toEqual(new Set(wanted));
  });
});

function count(codes: readonly string[], code: string): number {
  return codes.filter((each) => each === code).length;
}

function setAsideCodes(folder: string): string[] {
  const path = join(folder, 'set-aside.jsonl');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => String(JSON.parse(line).code));
}
