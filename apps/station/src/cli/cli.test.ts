import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { builtInDrivers } from '#host/built-in-drivers.ts';
import { version } from '#version.ts';
import { runArtisan } from '../../test/run-artisan.ts';

const folder = mkdtempSync(join(tmpdir(), 'artisan-cli-'));
const data = { ARTISAN_DATA: join(folder, 'data') };
afterAll(() => rmSync(folder, { recursive: true }));

test('the command runs under the pinned Node and tells its version', async () => {
  expect(await runArtisan(['--version'])).toEqual({ exitCode: 0, out: `${version}\n`, err: '' });
});

test('a simulated roast is written to a file that inspect reads back with the same milestones', async () => {
  const path = join(folder, 'twin.alog');
  const made = await runArtisan(['simulate', '--noise', 'off', '--out', path, '--json']);
  expect(made).toMatchObject({ exitCode: 0, err: '' });
  const read = await runArtisan(['inspect', path, '--json']);
  expect(read).toMatchObject({ exitCode: 0, err: '' });
  const { seed, file, ...simulated } = JSON.parse(made.out);
  expect({ seed, file }).toEqual({ seed: 1, file: path });
  const inspected = JSON.parse(read.out);
  expect(Object.keys(inspected)).toEqual([
    'format',
    'title',
    'machine',
    'unit',
    'samples',
    'intervalSeconds',
    'marks',
    'phases',
    'dtrPct',
    'weightLossPct',
    'aucCMin',
    'metC',
    'rorAtFcStartCPerMin',
    'phaseRorCPerMin',
    'lost',
  ]);
  expect(inspected.samples).toBe(simulated.samples);
  for (const kind of ['charge', 'turningPoint', 'dryEnd', 'fcStart', 'drop']) {
    expect(inspected.marks[kind].timeS).toBeCloseTo(simulated.marks[kind].timeS, 6);
    expect(inspected.marks[kind].btC).toBeCloseTo(simulated.marks[kind].btC, 6);
  }
  expect(inspected.marks.charge.timeS).toBe(0);
});

test('the same seed writes the same curves', async () => {
  const curves = await Promise.all(
    ['a', 'b'].map(async (name) => {
      const path = join(folder, `${name}.alog`);
      await runArtisan(['simulate', '--seed', '7', '--out', path]);
      return /'temp2': \[[^\]]*\]/.exec(readFileSync(path, 'utf8'))?.[0];
    }),
  );
  expect(curves[0]).toMatch(/\d/);
  expect(curves[0]).toBe(curves[1]);
});

test('a refusal is one JSON document with its code, and exit code 1', async () => {
  const path = join(folder, 'no.alog');
  writeFileSync(path, 'not a roast');
  const refused = await runArtisan(['inspect', path, '--json']);
  expect(refused).toMatchObject({ exitCode: 1, err: '' });
  expect(JSON.parse(refused.out)).toEqual({
    error: { code: 'format.unknown', message: expect.stringContaining('no.alog') },
  });
});

test('for people a refusal is a sentence on standard error', async () => {
  const refused = await runArtisan(['inspect', join(folder, 'absent.alog')]);
  expect(refused).toMatchObject({ exitCode: 1, out: '' });
  expect(refused.err).toContain('absent.alog');
});

test.each([
  [['roast']],
  [['inspect']],
  [['simulate', '--seed', 'x']],
  [['replay', 'f', '--speed', '0']],
  [['evaluate', 'quiet', '--hours', '-3']],
])('what is not understood ends with exit code 2: %s', async (words) => {
  expect(await runArtisan(words)).toMatchObject({ exitCode: 2, out: '' });
});

test('without a station a command that needs one says how to start it', async () => {
  const path = join(folder, 'twin.alog');
  const refused = await runArtisan(['import', path, '--json'], data);
  expect(refused.exitCode).toBe(1);
  expect(JSON.parse(refused.out).error).toEqual({
    code: 'station.not-running',
    message: expect.stringContaining('artisan start'),
  });
});

test('a station is not started with a configuration that is wrong', async () => {
  const refused = await runArtisan(['start', '--json'], { ...data, ARTISAN_PORT: 'http' });
  expect(refused.exitCode).toBe(1);
  expect(JSON.parse(refused.out).error).toEqual({
    code: 'station.config',
    message: expect.stringContaining('ARTISAN_PORT'),
  });
});

test('evaluate scores detection by machine, and a file that is not there is refused', async () => {
  const twin = join(folder, 'kenya-01.alog');
  await runArtisan(['simulate', '--noise', 'off', '--out', twin]);
  const { exitCode, out } = await runArtisan(['evaluate', 'detect', folder, '--json']);
  expect(exitCode).toBe(0);
  const { machines, falseMarksTotal } = JSON.parse(out);
  expect(falseMarksTotal).toBe(0);
  const kenya = machines.find(({ machine }: { machine: string }) => machine === 'kenya');
  expect(kenya.n + kenya.listedApart.length).toBe(1);
  const absent = await runArtisan(['evaluate', 'detect', join(folder, 'absent'), '--json']);
  expect(absent.exitCode).toBe(1);
  expect(JSON.parse(absent.out).error.code).toBe('request.not-found');
});

test('evaluate quiet finds no mark in empty hours and beside roasts', async () => {
  const set = mkdtempSync(join(folder, 'quiet-'));
  await runArtisan(['simulate', '--out', join(set, 'kenya-01.alog')]);
  const { exitCode, out } = await runArtisan(['evaluate', 'quiet', set, '--hours', '1', '--json']);
  expect(exitCode).toBe(0);
  const { seed, hoursTotal, falseMarksTotal, scores, unread } = JSON.parse(out);
  expect({ seed, falseMarksTotal, unread }).toEqual({ seed: 1, falseMarksTotal: 0, unread: [] });
  expect(hoursTotal).toBeGreaterThan(1);
  expect(scores.map(({ quiet }: { quiet: string }) => quiet)).toContain('gap');
  const text = await runArtisan(['evaluate', 'quiet', '--hours', '0.5', '--seed', '9']);
  expect(text.out).toMatch(/all +1\.0 +0\n[\s\S]*Seed 9\./);
});

test('analyze tells a file in numbers and in words, in the unit that was asked for', async () => {
  const path = join(folder, 'analysed.alog');
  await runArtisan(['simulate', '--out', path]);
  const { exitCode, out } = await runArtisan(['analyze', path, '--json', '--reference', path]);
  expect(exitCode).toBe(0);
  const analysis = JSON.parse(out);
  expect(analysis).toMatchObject({
    rate: { method: 'ls30', windowS: 30, lagS: 15 },
    auc: { from: 'turningPoint', baseC: 100 },
    deviation: { alignedAt: 'charge', whole: { rmseC: 0, biasC: 0 } },
    excursions: [],
    stalls: [],
  });
  const text = await runArtisan(['analyze', path, '--unit', 'F', '--ror', 'ls60']);
  expect(text.out).toContain('Rates of rise by ls60: 60 s, 30 s behind');
  expect(text.out).toMatch(/Dry end +\d:\d\d +302\.\d/);
  expect(text.out).toContain('no crash, no flick, no stall');
});

test('evaluate milestones learns from the roasts before, and agreement refuses files without results', async () => {
  const set = mkdtempSync(join(folder, 'milestones-'));
  for (const seed of ['1', '2', '3']) {
    await runArtisan(['simulate', '--seed', seed, '--out', join(set, `kenya-0${seed}.alog`)]);
  }
  const { exitCode, out } = await runArtisan(['evaluate', 'milestones', set, '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(out).all.fcStart).toMatchObject({ marked: 1, suggested: 1 });
  const refused = await runArtisan(['evaluate', 'agreement', set, '--json']);
  expect(refused.exitCode).toBe(1);
  expect(JSON.parse(refused.out).error.code).toBe('request.not-found');
});

test('settings of Artisan are told thing by thing, and refused in words when they are none', async () => {
  const path = join(folder, 'old.aset');
  writeFileSync(
    path,
    '[Device]\nid=29\n[Modbus]\ntype=3\nhost=10.0.0.9\nport=502\ninput1slave=1\ninput1register=6\n',
  );
  const text = await runArtisan(['import-settings', path]);
  expect(text).toMatchObject({ exitCode: 0, err: '' });
  expect(text.out).toContain('taken  channel  BT: 1:6 u16');
  const { machine } = JSON.parse((await runArtisan(['import-settings', path, '--json'])).out);
  expect(machine).toMatchObject({ driver: 'modbus', settings: { address: '10.0.0.9:502' } });
  const modbus = builtInDrivers().find(({ name }) => name === machine.driver);
  expect(modbus?.describe(machine.settings)).toMatchObject({ ok: true });
  writeFileSync(path, 'no settings');
  const refused = await runArtisan(['import-settings', path, '--json']);
  expect(refused.exitCode).toBe(1);
  expect(JSON.parse(refused.out).error).toMatchObject({ code: 'format.unknown' });
});
