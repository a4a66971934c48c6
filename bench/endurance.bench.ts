/**
 * A day on a small computer: a real station on one core with 512 MB, one machine that is roasted on for ten hours, faster
 * than time. Then the same station on a disk that takes a second for every sync. `ARTISAN_BENCH_HOURS=1` is a short day.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DurableEvent, HealthEvent, MachineDto, SampleEvent } from '@artisan-ts/contracts';
import { requireTool } from '@artisan-ts/testkit';
import type { BenchTable } from '../scripts/bench.ts';
import { slopeOf } from './endurance/slope.ts';
import type { WatchLook } from './endurance/watch.ts';
import { startWatched, type WatchedStation } from './endurance/watched-station.ts';

const hours = Number(process.env['ARTISAN_BENCH_HOURS'] ?? 10);
const memoryMib = 512;
const heapMib = 192;
/** Seconds of the machine for one of the world. */
const daySpeed = 100;
/** Ten readings a second, as from a fast board. */
const stalledSpeed = 10;
const stalledS = 60;
const delayLimitMs = 20;
const oneCore = ['taskset', '-c', '0'];
/** Seconds of the machine after charge at which somebody presses. */
const batch = [
  ['charge', 0],
  ['dryEnd', 270],
  ['fcStart', 490],
  ['drop', 610],
] as const;
const batchS = 780;
/** Caches and rings fill during the first hours; after that nothing may grow. */
const warmUpShare = 0.3;

export async function bench(): Promise<BenchTable> {
  const day = await aDay();
  const stalled = await withSlowSyncs();
  return {
    title: 'a day on a small computer',
    method: `one core (taskset), ${day.confinement}, heap of the main thread at most ${heapMib} MiB; ${hours} hours of one machine at ${daySpeed} times its speed with a batch every ${batchS / 60} minutes and one reader of the live stream; heap after a full collection`,
    rows: [...day.rows, ...stalled],
  };
}

interface Heard {
  samples: number;
  sampleSeq: number;
  durableSeq: number;
  recording: string;
  states: Set<string>;
}

/** Follows the live stream until it is told to stop. */
function listen(station: WatchedStation, signal: AbortSignal): Heard {
  const heard: Heard = {
    samples: 0,
    sampleSeq: -1,
    durableSeq: -1,
    recording: '',
    states: new Set(),
  };
  const follow = async (): Promise<void> => {
    for await (const { name, data } of station.client.follow({ patienceS: 5 }, signal)) {
      if (name === 'sample') {
        heard.samples += 1;
        heard.sampleSeq = Math.max(heard.sampleSeq, (data as SampleEvent).seq);
      }
      if (name === 'durable') {
        heard.durableSeq = Math.max(
          heard.durableSeq,
          ...(data as DurableEvent).newest.map(({ seq }) => seq),
        );
      }
      if (name === 'health') heard.states.add((data as HealthEvent).recording.state);
    }
  };
  void follow().catch((error: unknown) => {
    heard.recording = String(error);
  });
  return heard;
}

async function twinAt(station: WatchedStation, speed: number): Promise<MachineDto> {
  for (const known of await station.client.get<{ items: MachineDto[] }>('/machines').then(itemsOf))
    await station.client.delete(`/machines/${known.id}`);
  const json = { name: 'Endurance', driver: 'twin', settings: { speed }, closeAfterDropS: 60 };
  return station.client.post<MachineDto>('/machines', { json });
}

function itemsOf(answer: { items: MachineDto[] } | MachineDto[]): MachineDto[] {
  return Array.isArray(answer) ? answer : answer.items;
}

async function aDay() {
  const station = await startWatched({ memoryMib, heapMib, collects: true, under: oneCore });
  const over = new AbortController();
  try {
    const machine = await twinAt(station, daySpeed);
    const heard = listen(station, over.signal);
    const points: ({ hour: number } & WatchLook)[] = [];
    const beganMs = performance.now();
    const machineS = () => ((performance.now() - beganMs) / 1000) * daySpeed;
    const looking = setInterval(() => {
      const look = station.look();
      if (look) points.push({ hour: machineS() / 3600, ...look });
    }, 1000);
    let batches = 0;
    for (; machineS() < hours * 3600; batches++) {
      for (const [kind, atS] of batch) {
        await sleep(Math.max(0, ((batches * batchS + atS - machineS()) / daySpeed) * 1000));
        const json = { kind, action: 'set' };
        await station.client.post(`/machines/${machine.id}/marks`, { json });
      }
      await sleep(Math.max(0, (((batches + 1) * batchS - machineS()) / daySpeed) * 1000));
    }
    clearInterval(looking);
    const { length: roasts } = await allRoasts(station);
    await station.client.delete(`/machines/${machine.id}`);
    await sleep(2000);
    const look = station.look();
    const late = points.slice(Math.floor(points.length * warmUpShare));
    const slope = (pick: (point: (typeof points)[number]) => number) =>
      slopeOf(late.map((point) => ({ x: point.hour, y: pick(point) })));
    const from = (key: keyof WatchLook) =>
      `${late[0]?.[key].toFixed(1)} to ${late.at(-1)?.[key].toFixed(1)} MB`;
    return {
      confinement: station.confinement.words,
      rows: [
        {
          what: 'readings shown, newest shown, newest on disk',
          value: `${heard.samples}, ${heard.sampleSeq}, ${heard.durableSeq}${heard.recording}`,
        },
        { what: 'batches pressed, roasts stored', value: `${batches}, ${roasts}` },
        {
          what: 'heap after collection, after warm-up',
          value: `${from('heapMb')}, slope ${slope((point) => point.heapMb).toFixed(3)} MB for an hour of the machine`,
        },
        {
          what: 'resident, after warm-up',
          value: `${from('rssMb')}, slope ${slope((point) => point.rssMb).toFixed(3)} MB for an hour of the machine`,
        },
        { what: 'resident over the day', value: overTheDay(points) },
        {
          what: 'heaps of its other threads, garbage included',
          value: `${from('threadsMb')}, buffers ${from('externalMb')}`,
        },
        {
          what: 'event loop at 100 readings a second',
          value: `p50 ${look?.delayP50Ms.toFixed(1)} ms, p99 ${look?.delayP99Ms.toFixed(1)} ms, max ${look?.delayMaxMs.toFixed(0)} ms`,
        },
        { what: 'killed for want of memory', value: String(station.confinement.hits()) },
        { what: 'states of recording', value: [...heard.states].join(', ') },
      ],
    };
  } finally {
    over.abort();
    await station.dispose();
  }
}

/** Every second hour, and what it is made of: heap of the main thread, heaps of the others, buffers, and the rest. */
function overTheDay(points: readonly ({ hour: number } & WatchLook)[]): string {
  return points
    .filter(
      ({ hour }, index) => Math.floor(hour / 2) > Math.floor((points[index - 1]?.hour ?? 0) / 2),
    )
    .map(({ rssMb, heapTotalMb, threadsMb, externalMb }) => {
      const rest = rssMb - heapTotalMb - threadsMb - externalMb;
      const parts = [heapTotalMb, threadsMb, externalMb, rest].map((mb) => mb.toFixed(0));
      return `${rssMb.toFixed(0)} (${parts.join(' + ')})`;
    })
    .join(', ');
}

async function allRoasts(station: WatchedStation): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let cursor = ''; ; ) {
    const page = await station.client.get<{ items: unknown[]; next: string | null }>(
      `/roasts?limit=100${cursor}`,
    );
    found.push(...page.items);
    if (page.next === null) return found;
    cursor = `&cursor=${page.next}`;
  }
}

async function withSlowSyncs(): Promise<BenchTable['rows']> {
  const strace = requireTool('strace');
  const what = 'event loop, every sync takes a second';
  if (strace === null) return [{ what, value: 'skipped: no strace' }];
  const stall = ['-f', '--seccomp-bpf', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync'];
  const inject = ['-e', 'inject=fsync,fdatasync:delay_enter=1000000'];
  const under = [...oneCore, strace, ...stall, ...inject];
  const station = await startWatched({ memoryMib, heapMib, collects: false, under });
  const over = new AbortController();
  try {
    await twinAt(station, stalledSpeed);
    const heard = listen(station, over.signal);
    await sleep(stalledS * 1000);
    const look = station.look();
    const { sampleSeq, durableSeq, states } = heard;
    return [
      {
        what,
        value: `p50 ${look?.delayP50Ms.toFixed(1)} ms, p99 ${look?.delayP99Ms.toFixed(1)} ms of ${delayLimitMs} ms, max ${look?.delayMaxMs.toFixed(0)} ms, over ${stalledS} s at ${stalledSpeed} readings a second`,
      },
      {
        what: 'recording meanwhile',
        value: `newest shown ${sampleSeq}, on disk ${durableSeq}; said: ${[...states].join(', ')}`,
      },
    ];
  } finally {
    over.abort();
    await station.dispose();
  }
}
