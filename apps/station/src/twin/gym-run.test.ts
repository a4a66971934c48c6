import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type GymSetting, runGym } from '#twin/gym-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'artisan-gym-'));
afterAll(() => rmSync(folder, { recursive: true }));

const setting: GymSetting = { machine: 'g1', suite: 'A', policy: 'human', added: [] };
const options = { seeds: 45, firstSeed: 3, workers: 2, keep: null, tell: () => undefined };

test('the same roasts come out of one worker and of two', async () => {
  const one = await runGym(setting, { ...options, workers: 1 });
  expect(await runGym(setting, options)).toEqual(one);
  expect(one.ok && one.value.map(({ seed }) => seed)).toEqual(
    Array.from({ length: 45 }, (_, i) => 3 + i),
  );
});

test('a run that was stopped goes on with what is missing, a line that was cut off included', async () => {
  const keep = join(folder, 'kept.jsonl');
  const whole = await runGym(setting, { ...options, keep });
  const lines = readFileSync(keep, 'utf8').split('\n').slice(0, 25);
  writeFileSync(keep, `${lines.join('\n')}\n`);
  appendFileSync(keep, '{"setting":{"machine":"g1","sui');
  const told: string[] = [];
  const resumed = await runGym(setting, { ...options, keep, tell: (line) => told.push(line) });
  expect(resumed).toEqual(whole);
  expect(told).toEqual(['45 of 45 roasts']);
  expect(await runGym(setting, { ...options, keep })).toEqual(whole);
});

test('results of another setting are not mistaken for these, and another file is refused', async () => {
  const keep = join(folder, 'other.jsonl');
  await runGym({ ...setting, suite: 'B' }, { ...options, seeds: 5, keep });
  const mine = await runGym(setting, { ...options, seeds: 5, keep });
  expect(mine).toEqual(await runGym(setting, { ...options, seeds: 5 }));
  const strange = join(folder, 'strange.jsonl');
  writeFileSync(strange, 'not mine\n');
  expect(await runGym(setting, { ...options, keep: strange })).toMatchObject({
    ok: false,
    code: 'input.invalid',
  });
});
