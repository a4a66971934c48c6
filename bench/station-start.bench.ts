import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { startStation } from '../e2e/station.ts';
import type { BenchTable } from '../scripts/bench.ts';

const runs = 5;
const limitMs = 20_000;

/** From `artisan start` on an empty data folder to the first answer, to the first reading on disk, and the memory it then holds. */
export async function bench(): Promise<BenchTable> {
  await (await startStation()).stop(); // Bundles the screen once; later starts find it.
  const nodeMs = median(
    Array.from({ length: runs }, () => {
      const from = performance.now();
      spawnSync(process.execPath, ['-e', '0']);
      return performance.now() - from;
    }),
  );
  const answerMs: number[] = [];
  const readingMs: number[] = [];
  const residentMiB: number[] = [];
  for (let run = 0; run < runs; run++) {
    const from = performance.now();
    const station = await startStation();
    answerMs.push(performance.now() - from);
    await firstDurable(station.url);
    readingMs.push(performance.now() - from);
    residentMiB.push(residentOf(station.dataFolder));
    await station.stop();
  }
  const answer = median(answerMs);
  return {
    title: 'station start',
    method: `median of ${runs} starts on an empty folder; peer: node -e 0; limit: ${limitMs / 1000} s to a streaming twin`,
    rows: [
      { what: 'node -e 0', value: `${nodeMs.toFixed(0)} ms` },
      {
        what: 'to the first answer',
        value: `${answer.toFixed(0)} ms (${(answer / nodeMs).toFixed(1)} x node)`,
      },
      {
        what: 'to the first reading on disk',
        value: `${median(readingMs).toFixed(0)} ms (${((median(readingMs) / limitMs) * 100).toFixed(0)} % of the limit)`,
      },
      { what: 'memory (resident)', value: `${median(residentMiB).toFixed(0)} MiB` },
    ],
  };
}

/** Resolves when the live stream says that a reading is on disk. */
async function firstDurable(url: string): Promise<void> {
  const stop = new AbortController();
  const response = await fetch(`${url}/api/v1/live`, { signal: stop.signal });
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    if (/event: durable\ndata: \{"cursor":[1-9]/.test(text)) break;
  }
  stop.abort();
}

function residentOf(dataFolder: string): number {
  const { pid } = JSON.parse(readFileSync(`${dataFolder}/station.json`, 'utf8'));
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
