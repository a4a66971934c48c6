/**
 * A hundred screens on one small computer while it records at 10 Hz: most read, some read slowly, some never read. How
 * long a reading takes to a screen, what it costs, and that the recorder does not notice.
 */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { HealthEvent, MachineDto } from '@artisan-ts/contracts';
import type { BenchTable } from '../scripts/bench.ts';
import { startWatched, type WatchedStation } from './endurance/watched-station.ts';
import type { SendersResult, SendersTask } from './mqtt-senders.ts';

const counts = { swift: 80, slow: 10, dead: 10 };
const seconds = 60;
const hz = 10;
const listen = '127.0.0.1';
const slowEveryMs = 5000;

export async function bench(): Promise<BenchTable> {
  const port = 4900 + (process.pid % 90);
  const station = await startWatched({
    memoryMib: 512,
    heapMib: 192,
    collects: false,
    under: ['taskset', '-c', '0'],
    config: { broker: { kind: 'embedded', port, listen } },
  });
  try {
    const json = { name: 'V', driver: 'mqtt', settings: { intervalS: 1 / hz } };
    const { id } = await station.client.post<MachineDto>('/machines', { json });
    const stationUrl = station.process.file.url;
    const task = { brokerUrl: `mqtt://${listen}:${port}`, machines: [id], hz, stationUrl };
    const alone = await senders({ ...task, seconds: 15 });
    const viewers = await openAll(station);
    const joined = await whenAllHear(viewers);
    const lags: number[] = [];
    const asking = setInterval(() => void lagOf(station).then((lag) => lags.push(lag)), 500);
    const crowd = await senders({ ...task, seconds });
    clearInterval(asking);
    const look = station.look();
    const swift = viewers.filter(({ kind }) => kind === 'swift');
    const heard = swift.map(({ events }) => events);
    for (const { response } of viewers) response.destroy();
    return {
      title: 'a hundred screens',
      method: `${counts.swift} that read, ${counts.slow} that read every ${slowEveryMs / 1000} s, ${counts.dead} that never read, on a station with one core, ${station.confinement.words}; one machine over MQTT at ${hz} Hz for ${seconds} s`,
      rows: [
        { what: 'all hear for the first time after', value: `${joined.toFixed(0)} ms` },
        { what: 'publication to a screen, alone', value: timesOf(alone.liveMs) },
        { what: 'publication to a screen, among a hundred', value: timesOf(crowd.liveMs) },
        {
          what: 'readings sent, acknowledged',
          value: `${crowd.sent}, ${crowd.acknowledged}; lag of the recorder at most ${Math.max(...lags)} ms`,
        },
        {
          what: 'samples heard by those that read',
          value: `${Math.min(...heard)} to ${Math.max(...heard)}`,
        },
        {
          what: 'event loop',
          value: `p50 ${look?.delayP50Ms.toFixed(1)} ms, p99 ${look?.delayP99Ms.toFixed(1)} ms`,
        },
        { what: 'resident', value: `${look?.rssMb.toFixed(0)} MB` },
      ],
    };
  } finally {
    await station.dispose();
  }
}

interface Viewer {
  readonly kind: keyof typeof counts;
  readonly response: IncomingMessage;
  events: number;
}

function openAll(station: WatchedStation): Promise<Viewer[]> {
  const kinds = (Object.keys(counts) as (keyof typeof counts)[]).flatMap((kind) =>
    Array.from({ length: counts[kind] }, () => kind),
  );
  return Promise.all(kinds.map((kind) => open(station.process.file.url, kind)));
}

async function open(url: string, kind: keyof typeof counts): Promise<Viewer> {
  const request = get(`${url}/api/v1/live`, { agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const viewer: Viewer = { kind, response, events: 0 };
  response.on('error', () => undefined);
  if (kind === 'dead') return viewer;
  response.setEncoding('utf8').on('data', (text: string) => {
    viewer.events += text.match(/^event: sample/gm)?.length ?? 0;
    if (kind !== 'slow') return;
    response.pause();
    setTimeout(() => response.resume(), slowEveryMs).unref();
  });
  return viewer;
}

/** Milliseconds until everybody who reads has heard a sample of the past. */
async function whenAllHear(viewers: readonly Viewer[]): Promise<number> {
  const from = performance.now();
  const readers = viewers.filter(({ kind }) => kind === 'swift');
  while (readers.some(({ events }) => events === 0) && performance.now() - from < 60_000) {
    await sleep(5);
  }
  return performance.now() - from;
}

async function lagOf(station: WatchedStation): Promise<number> {
  const { recording } = await station.client.get<HealthEvent>('/health');
  return recording.lagMs;
}

async function senders(task: SendersTask): Promise<SendersResult> {
  const worker = new Worker(new URL('./mqtt-senders.ts', import.meta.url), { workerData: task });
  const [result] = (await once(worker, 'message')) as [SendersResult];
  await worker.terminate();
  return result;
}

function timesOf(ms: readonly number[]): string {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms of ${sorted.length}`;
}
