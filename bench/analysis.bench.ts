import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { RoastRecord } from '@artisan-ts/domain';
import { readRoastFile } from '@artisan-ts/formats';
import { analyseRoast } from '@artisan-ts/roast';
import { analysisView } from '@artisan-ts/runtime';
import { roastFiles } from '@artisan-ts/testkit';
import type { BenchTable } from '../scripts/bench.ts';

const many = 1000;
/** Odd, so that the median is a run that happened. */
const runs = 5;
const delayLimitMs = 20;
const query = { ror: 'ls30', alignAt: 'charge' } as const;

/** Analysing roasts against reading them, and how long a station that analyses a thousand keeps others waiting; processor time tells on a busy machine. */
export async function bench(): Promise<BenchTable> {
  const files = roastFiles();
  const title = 'analysis of roasts';
  const method = `${files.length} files, median of ${runs} runs of each; peer: reading the same file; event loop: ${many} analyses as the API answers them, one turn each, while timers of 1 ms run; limit ${delayLimitMs} ms at p99`;
  if (files.length === 0)
    return { title, method, rows: [{ what: 'skipped', value: 'no roast files' }] };
  const bytes = files.map((file) => readFileSync(file));
  const records = bytes.map(read);
  const reading = bytes.map((each) => medianMs(() => read(each)));
  const analysing = records.map((record) => medianMs(() => analyseRoast(record)));
  const ratios = analysing.map((ms, index) => ms / (reading[index] ?? 1));
  const start = performance.now();
  for (let done = 0; done < many; done++)
    analyseRoast(records[done % records.length] as RoastRecord);
  const manyMs = performance.now() - start;
  const readStart = performance.now();
  for (let done = 0; done < many; done++) read(bytes[done % bytes.length] as Uint8Array);
  const manyReadMs = performance.now() - readStart;
  const { p99Ms, cpuP99Ms, cpuMaxMs } = await delaysWhileAnalysing(records);
  return {
    title,
    method,
    rows: [
      { what: 'one analysis, median file', value: milliseconds(median(analysing)) },
      { what: 'one analysis, slowest file', value: milliseconds(Math.max(...analysing)) },
      { what: 'of the time of reading it, median', value: median(ratios).toFixed(2) },
      { what: `${many} analyses`, value: milliseconds(manyMs) },
      { what: 'of the time of reading them', value: (manyMs / manyReadMs).toFixed(2) },
      { what: 'event loop delay, p99', value: `${milliseconds(p99Ms)} (limit ${delayLimitMs} ms)` },
      { what: 'processor time of one answer, p99', value: milliseconds(cpuP99Ms) },
      { what: 'processor time of one answer, longest', value: milliseconds(cpuMaxMs) },
    ],
  };
}

/** Each answer is one turn of the loop, as each request is: others are served in between. */
async function delaysWhileAnalysing(
  records: readonly RoastRecord[],
): Promise<{ p99Ms: number; cpuP99Ms: number; cpuMaxMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const turns: number[] = [];
  for (let done = 0; done < many; done++) {
    const before = process.cpuUsage();
    analysisView(records[done % records.length] as RoastRecord, query, null);
    const { user, system } = process.cpuUsage(before);
    turns.push((user + system) / 1000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  delay.disable();
  const perMs = 1e6;
  turns.sort((a, b) => a - b);
  return {
    p99Ms: delay.percentile(99) / perMs,
    cpuP99Ms: turns[Math.floor(turns.length * 0.99)] ?? Number.NaN,
    cpuMaxMs: turns.at(-1) ?? Number.NaN,
  };
}

function read(bytes: Uint8Array): RoastRecord {
  const file = readRoastFile(bytes, 'bench.alog', {
    newRoastId: () => {
      throw new Error('a roast without an id');
    },
  });
  if (!file.ok) throw new Error(file.message);
  return file.value.record;
}

function medianMs(work: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return median(times);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function milliseconds(value: number): string {
  return `${value.toFixed(2)} ms`;
}
