import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { memoryProblem, memoryUse } from '#platform/memory.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

it('too little memory is said in words, of whom and what to do, and enough is no problem', () => {
  expect(memoryProblem({ heapMib: 48, computerMib: 4000 })).toMatch(/may use 48 MiB .* needs 64/);
  expect(memoryProblem({ heapMib: 400, computerMib: 128 })).toMatch(/has 128 MiB .* needs 160/);
  expect(memoryProblem({ heapMib: 64, computerMib: 160 })).toBeNull();
});

it('a program that is let use less begins nothing and says why, instead of dying in a roast', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=16', main, 'start'],
    {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ARTISAN_DATA: '/nowhere/at/all' },
    },
  );
  expect(stderr).toMatch(/^Too little memory: the program may use 16 MiB/);
  expect(status).toBe(1);
});

it('what is used lies below what may be used', () => {
  const { usedBytes, limitBytes } = memoryUse();
  expect(usedBytes).toBeGreaterThan(1e6);
  expect(usedBytes).toBeLessThan(limitBytes);
});
