import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const here = import.meta.dirname;
interface Flow {
  readonly flow: string;
  /** `file > name` of the browser test that does it; null: nothing does yet. */
  readonly test: string | null;
  /** The same when something goes wrong. */
  readonly fault: string | null;
}

const { flows } = JSON.parse(readFileSync(join(here, 'critical-flows.json'), 'utf8')) as {
  readonly flows: readonly Flow[];
};

/** Every browser test by the name that the list uses. */
const tests = readdirSync(here)
  .filter((file) => file.endsWith('.e2e.ts'))
  .flatMap((file) => {
    const text = readFileSync(join(here, file), 'utf8');
    return [...text.matchAll(/^ *it\(\s*'((?:[^'\\]|\\.)*)'/gm)].map(
      ([, name]) => `${file} > ${name}`,
    );
  });

test('every flow names a browser test that exists, and is listed once', () => {
  const named = flows
    .flatMap(({ test: done, fault }) => [done, fault])
    .filter((name) => name !== null);
  expect(named.filter((name) => !tests.includes(name))).toEqual([]);
  expect(new Set(flows.map(({ flow }) => flow)).size).toBe(flows.length);
});

test('nine in ten critical flows are done by a browser test', () => {
  const covered = flows.filter(({ test: done }) => done !== null);
  const words = `${covered.length} of ${flows.length} critical flows are covered`;
  expect(covered.length / flows.length, words).toBeGreaterThanOrEqual(0.9);
});
