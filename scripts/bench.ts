import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../bench');

/** What every file in bench/ exports as `bench`: one table, made in one run. */
export interface BenchTable {
  readonly title: string;
  /** What is compared with what, and how it was measured. */
  readonly method: string;
  readonly rows: readonly { readonly what: string; readonly value: string }[];
}

/** `npm run bench [-- NAME...]`: runs the benchmarks whose file name holds one of the words. Prints; never fails on a slow machine. */
async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.bench.ts'))
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .sort();
  if (files.length === 0) throw new RangeError(`no benchmark is called ${words.join(' or ')}`);
  console.log(
    `node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown processor'}`,
  );
  for (const file of files) {
    const module: { bench: () => Promise<BenchTable> } = await import(resolve(folder, file));
    const table = await module.bench();
    console.log(`\n${table.title}\n  ${table.method}`);
    const width = Math.max(...table.rows.map((row) => row.what.length));
    for (const row of table.rows) console.log(`  ${row.what.padEnd(width)}  ${row.value}`);
  }
}

if (import.meta.main) await main();
