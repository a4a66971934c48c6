import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { formatPythonLiteral, parsePythonLiteral } from '@artisan-ts/formats';
import { otherRoastFiles, roastFiles } from '@artisan-ts/testkit';
import type { BenchTable } from '../scripts/bench.ts';

/** Odd, so that the median is a run that happened. */
const runsPerFile = 7;

/** Times `ast.literal_eval` of each file with Python's own clock; text in memory on both sides. */
const pythonTimer = `
import ast, json, statistics, sys, time
files, runs = json.load(sys.stdin)
medians = []
for file in files:
    text = open(file, encoding='utf-8').read()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        ast.literal_eval(text)
        times.append((time.perf_counter() - start) * 1000)
    medians.append(statistics.median(times))
json.dump({'version': sys.version.split()[0], 'medians': medians}, sys.stdout)
`;

/** Reading Python literals against Python itself: the same files, one after the other in one run. */
export async function bench(): Promise<BenchTable> {
  const files = [...roastFiles(), ...otherRoastFiles('*.alog')];
  const title = 'reading .alog';
  const method = `${files.length} files, median of ${runsPerFile} runs of each; peer: ast.literal_eval on the same texts, each with its own clock`;
  if (files.length === 0)
    return { title, method, rows: [{ what: 'skipped', value: 'no roast files' }] };
  const ours = files.map(medianMs);
  const rows = [
    { what: 'ours, median per file', value: milliseconds(median(ours)) },
    { what: 'ours, slowest file', value: milliseconds(Math.max(...ours)) },
  ];
  const python = spawnSync('python3', ['-c', pythonTimer], {
    input: JSON.stringify([files, runsPerFile]),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (python.status !== 0) {
    return { title, method, rows: [...rows, { what: 'Python', value: 'skipped: no python3' }] };
  }
  const { version, medians } = JSON.parse(python.stdout) as { version: string; medians: number[] };
  const ratios = files.map((_, file) => (medians[file] ?? 0) / (ours[file] ?? 1));
  rows.push(
    { what: `Python ${version}, median per file`, value: milliseconds(median(medians)) },
    { what: 'times faster than Python, median', value: median(ratios).toFixed(1) },
    { what: 'times faster than Python, worst file', value: Math.min(...ratios).toFixed(1) },
  );
  return { title, method, rows };
}

function medianMs(file: string): number {
  const text = readFileSync(file, 'utf8');
  const times = Array.from({ length: runsPerFile }, () => {
    const start = performance.now();
    const parsed = parsePythonLiteral(text);
    const took = performance.now() - start;
    // What is not read must not count as fast.
    if (!parsed.ok) throw new Error(`${file}: ${parsed.message}`);
    if (formatPythonLiteral(parsed.value) === '') throw new Error(`${file}: read nothing`);
    return took;
  });
  return median(times);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function milliseconds(value: number): string {
  return `${value.toFixed(2)} ms`;
}
