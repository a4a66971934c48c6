import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { SampleEvent } from '@artisan-ts/contracts';
import { sealEnvelope } from '@artisan-ts/server';
import mqtt, { type MqttClient } from 'mqtt';
import { StationClient } from '../apps/station/src/client/station-client.ts';

/** What the senders are to do: a thread of their own, so that the station has its thread to itself. */
export interface SendersTask {
  readonly brokerUrl: string;
  readonly machines: readonly string[];
  readonly seconds: number;
  /** Readings a second of each machine, or null for as many as are acknowledged. */
  readonly hz: number | null;
  /** Where to listen to the live stream, or null. */
  readonly stationUrl: string | null;
}

export interface SendersResult {
  readonly sent: number;
  readonly acknowledged: number;
  readonly seconds: number;
  /** From publication to the arrival of the sample at a reader of the live stream. */
  readonly liveMs: readonly number[];
}

/** Unacknowledged publications of one machine when sending as fast as possible. */
const inFlightMax = 12;

/** Grows from start to start. */
const bootCount = Date.now();
const task = workerData as SendersTask;
const liveMs: number[] = [];
const over = new AbortController();

const listening = task.stationUrl === null ? Promise.resolve() : listen(task.stationUrl);
const beganMs = performance.now();
const counts = await Promise.all(task.machines.map(send));
const seconds = (performance.now() - beganMs) / 1000;
await sleep(500);
over.abort();
await listening;
const result: SendersResult = {
  sent: counts.reduce((sum, { sent }) => sum + sent, 0),
  acknowledged: counts.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
  seconds,
  liveMs,
};
parentPort?.postMessage(result);

async function listen(url: string): Promise<void> {
  const client = new StationClient({ url, dataFolder: '' });
  const fromMs = Date.now();
  for await (const { name, data } of client.follow({ patienceS: 0 }, over.signal)) {
    const sample = data as SampleEvent;
    if (name === 'sample' && sample.wallMs >= fromMs) liveMs.push(Date.now() - sample.wallMs);
  }
}

async function send(
  machine: string,
  index: number,
): Promise<{ sent: number; acknowledged: number }> {
  const client = await mqtt.connectAsync(task.brokerUrl, { protocolVersion: 4 });
  const boot = `boot_${randomBytes(16).toString('hex')}`;
  const count = { sent: 0, acknowledged: 0 };
  await announce(client, machine, boot);
  const publish = () =>
    publishOne(client, { machine, boot, seq: count.sent++ }).then(() => count.acknowledged++);
  const endMs = performance.now() + task.seconds * 1000;
  if (task.hz === null) {
    const lane = async () => {
      while (performance.now() < endMs) await publish();
    };
    await Promise.all(Array.from({ length: inFlightMax }, lane));
  } else {
    const everyMs = 1000 / task.hz;
    const underWay = new Set<Promise<unknown>>();
    let dueMs = performance.now() + (index / task.machines.length) * everyMs;
    for (; dueMs < endMs; dueMs += everyMs) {
      await sleep(Math.max(0, dueMs - performance.now()));
      const one = publish().finally(() => underWay.delete(one));
      underWay.add(one);
    }
    await Promise.all(underWay);
  }
  await client.endAsync();
  return count;
}

async function announce(client: MqttClient, machine: string, boot: string): Promise<void> {
  const scope = { org: 'local', site: 'main', machine };

  const streams = [{ stream: 'main', oldestSeq: 0, dropped: 0 }];
  const body = { v: 1 as const, ...scope, boot, bootCount, streams };
  const topic = `roaster/local/main/${machine}/telemetry`;
  await client.publishAsync(topic, sealEnvelope({ type: 'birth', body }), { qos: 1 });
}

async function publishOne(
  client: MqttClient,
  { machine, boot, seq }: { machine: string; boot: string; seq: number },
): Promise<void> {
  const origin = { v: 1 as const, org: 'local', site: 'main', machine, boot, bootCount };
  const times = { monoUs: Math.round(performance.now() * 1000), wallMs: Date.now() };
  const channels = { btC: 150 + Math.sin(seq), etC: 210 };
  const body = { ...origin, stream: 'main', seq, ...times, channels };
  const topic = `roaster/local/main/${machine}/telemetry`;
  await client.publishAsync(topic, sealEnvelope({ type: 'telemetry', body }), { qos: 1 });
}
