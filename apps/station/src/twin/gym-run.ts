import { once } from 'node:events';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import type { DisturbanceName, GymResult, PolicyName, Suite, twinMachines } from '@artisan-ts/twin';

/** Which roasts are meant: the same setting and seed give the same roast, on any number of workers. */
export interface GymSetting {
  readonly machine: keyof typeof twinMachines;
  readonly suite: Suite;
  readonly policy: PolicyName;
  readonly added: readonly DisturbanceName[];
}

/** What a worker is given at once. */
export interface GymTask extends GymSetting {
  readonly seeds: readonly number[];
}

/** How to run them. */
export interface GymRunOptions {
  readonly seeds: number;
  readonly firstSeed: number;
  readonly workers: number;
  /** Results are kept here as they come, a line each, and not roasted again; null for nowhere. */
  readonly keep: string | null;
  readonly tell: (line: string) => void;
}

/** As much as a person does not mind losing at a stop. */
const seedsAtOnce = 20;

/** As many workers as the computer has cores. */
export function coresHere(): number {
  return availableParallelism();
}

/** Roasts all seeds of a setting on worker threads. Shape: results in order of seed. */
export async function runGym(
  setting: GymSetting,
  options: GymRunOptions,
): Promise<Result<readonly GymResult[]>> {
  const kept = keptResults(setting, options.keep);
  if (!kept.ok) return kept;
  const results = new Map(kept.value.map((result) => [result.seed, result]));
  const wanted = Array.from({ length: options.seeds }, (_, i) => options.firstSeed + i);
  const missing = wanted.filter((seed) => !results.has(seed));
  const batches: number[][] = [];
  for (let i = 0; i < missing.length; i += seedsAtOnce)
    batches.push(missing.slice(i, i + seedsAtOnce));
  let done = wanted.length - missing.length;
  const take = (some: readonly GymResult[]): void => {
    for (const result of some) results.set(result.seed, result);
    if (options.keep !== null) keepResults(options.keep, setting, some);
    done += some.length;
    options.tell(`${done} of ${wanted.length} roasts`);
  };
  const workers = Math.min(options.workers, batches.length);
  await Promise.all(Array.from({ length: workers }, () => work(setting, batches, take)));
  return ok(wanted.flatMap((seed) => results.get(seed) ?? []));
}

/** One worker takes batches until there are none left. */
async function work(
  setting: GymSetting,
  batches: number[][],
  take: (results: readonly GymResult[]) => void,
): Promise<void> {
  const worker = new Worker(new URL('./gym-worker.ts', import.meta.url));
  try {
    for (let seeds = batches.shift(); seeds !== undefined; seeds = batches.shift()) {
      const task: GymTask = { ...setting, seeds };
      worker.postMessage(task);
      const [results] = await once(worker, 'message');
      take(results);
    }
  } finally {
    await worker.terminate();
  }
}

/** A line of the file: what was roasted, and how it came out. */
interface KeptLine {
  readonly setting: GymSetting;
  readonly result: GymResult;
}

function keepResults(path: string, setting: GymSetting, results: readonly GymResult[]): void {
  const lines = results.map((result): string => `${JSON.stringify({ setting, result })}\n`);
  appendFileSync(path, lines.join(''));
}

/** Results of this setting from an earlier run. A last line that was cut off by a stop is taken away. */
function keptResults(setting: GymSetting, path: string | null): Result<readonly GymResult[]> {
  if (path === null || !existsSync(path)) return ok([]);
  const same = JSON.stringify(setting);
  const lines = readFileSync(path, 'utf8').split('\n');
  const complete = lines.slice(0, -1);
  if (lines.at(-1) !== '') writeFileSync(path, complete.map((line) => `${line}\n`).join(''));
  const results: GymResult[] = [];
  for (const [index, line] of complete.entries()) {
    const kept = parsed(line);
    if (kept === null) {
      return refuse(
        'input.invalid',
        `${path}: line ${index + 1} is no result of "artisan twin run"`,
      );
    }
    if (JSON.stringify(kept.setting) === same) results.push(kept.result);
  }
  return ok(results);
}

function parsed(line: string): KeptLine | null {
  try {
    const value: KeptLine = JSON.parse(line);
    return typeof value.result?.seed === 'number' ? value : null;
  } catch {
    // No JSON: the caller says so.
    return null;
  }
}
