import { setTimeout as sleep } from 'node:timers/promises';
import type { MachineDto, MissionPage, RoastDto, RoastEvent } from '@artisan-ts/contracts';
import { roastFiles } from '@artisan-ts/testkit';
import { StationClient } from '../apps/station/src/client/station-client.ts';
import { runArtisan } from '../apps/station/test/run-artisan.ts';
import { StationProcess } from '../apps/station/test/station-process.ts';
import type { BenchTable } from '../scripts/bench.ts';

/** The governor lets thirty through at a stretch for each machine. */
const twinMachines = 2;
const roastsPerMachine = 20;
const replayedRoasts = 5;
const speed = 100;
/** A roast that nobody has to look at lasts 90 s; this one of the machine's clock. */
const roastMs = 1_200;
const limitMs = 1_000;
const lookMs = 5;
/** When a report has not come by now it never will. */
const patienceMs = 30_000;

/** From the closing of a roast, as every screen hears of it, to the report that its review shows. */
export async function bench(): Promise<BenchTable> {
  const station = new StationProcess();
  try {
    await station.start();
    const client = new StationClient({ url: station.file.url, dataFolder: station.dataFolder });
    const closings = new Closings(client);
    const onTwin = await roastOnTwins(client, closings);
    const replayed = await replayFiles(station, closings);
    closings.stop();
    return {
      title: 'from a closed roast to its report',
      method: `a real station with its files on this disk: closed roast on the live stream, mission, governor, worker, report in GET /missions?roast=; looked for every ${lookMs} ms; limit ${limitMs} ms at p95`,
      rows: [...rowsOf('twin', onTwin), ...rowsOf('recorded roast, replayed', replayed)],
    };
  } finally {
    await station.dispose();
  }
}

/** From the moment in which the live stream tells that a roast is closed. */
class Closings {
  readonly #reports = new Map<string, Promise<number>>();
  readonly #stop = new AbortController();
  readonly #client: StationClient;

  constructor(client: StationClient) {
    this.#client = client;
    void this.#listen();
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Milliseconds from the closing of a roast until its report is there. */
  async toReport(roastId: string): Promise<number> {
    const lateMs = performance.now() + patienceMs;
    while (performance.now() < lateMs) {
      const took = this.#reports.get(roastId);
      if (took !== undefined) return took;
      await sleep(lookMs);
    }
    throw new Error(`${roastId} was not closed`);
  }

  async #listen(): Promise<void> {
    for await (const { name, data } of this.#client.follow({ patienceS: 0 }, this.#stop.signal)) {
      if (name !== 'roast') continue;
      const { roast } = data as RoastEvent;
      if (roast?.closeReason == null || this.#reports.has(roast.id)) continue;
      const took = this.#untilReported(roast.id);
      // Whoever asks for it hears of a failure.
      took.catch(() => undefined);
      this.#reports.set(roast.id, took);
    }
  }

  async #untilReported(roastId: string): Promise<number> {
    const closedMs = performance.now();
    const path = `/missions?roast=${roastId}`;
    while (performance.now() < closedMs + patienceMs) {
      const { items } = await this.#client.get<MissionPage>(path);
      const report = items.find(({ goal }) => goal === 'roast-report');
      if (report?.state === 'DONE') return performance.now() - closedMs;
      await sleep(lookMs);
    }
    const { items } = await this.#client.get<MissionPage>(path);
    throw new Error(`no report of ${roastId}: ${JSON.stringify(items)}`);
  }
}

async function roastOnTwins(client: StationClient, closings: Closings): Promise<readonly number[]> {
  const took: number[] = [];
  for (let each = 0; each < twinMachines; each += 1)
    took.push(...(await roastOnTwin(client, closings, each)));
  return took;
}

async function roastOnTwin(
  client: StationClient,
  closings: Closings,
  seed: number,
): Promise<readonly number[]> {
  const { id } = await client.post<MachineDto>('/machines', {
    json: { name: `Fast ${seed}`, driver: 'twin', settings: { speed, seed } },
  });
  const press = (kind: string) =>
    client.post<RoastDto>(`/machines/${id}/marks`, { json: { kind, action: 'set' } });
  const took: number[] = [];
  for (let each = 0; each < roastsPerMachine; each += 1) {
    const roast = await press('charge');
    await sleep(roastMs);
    await press('drop');
    await client.post(`/machines/${id}/roast/close`);
    took.push(await closings.toReport(roast.id));
  }
  return took;
}

async function replayFiles(
  station: StationProcess,
  closings: Closings,
): Promise<readonly number[]> {
  const took: number[] = [];
  for (const file of roastFiles()) {
    if (took.length === replayedRoasts) break;
    const words = ['replay', file, '--speed', `${speed}`, '--json'];
    const { out, err, exitCode } = await runArtisan(words, { ARTISAN_DATA: station.dataFolder });
    // A file that is not recognised as a roast when nobody presses anything has no closing to time.
    if (exitCode !== 0 && out.includes('mark.no-roast')) continue;
    if (exitCode !== 0) throw new Error(`${file} was not replayed: ${err}${out}`);
    took.push(await closings.toReport(JSON.parse(out).roastId));
  }
  return took;
}

function rowsOf(what: string, took: readonly number[]) {
  if (took.length === 0) return [{ what, value: 'skipped: no roast files' }];
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    `${(sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(0)} ms`;
  return [
    { what: `${what}, n`, value: String(sorted.length) },
    { what: `${what}, median`, value: at(0.5) },
    { what: `${what}, p95`, value: at(0.95) },
    { what: `${what}, longest`, value: at(1) },
  ];
}
