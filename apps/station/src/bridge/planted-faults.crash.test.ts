import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { healthDto, stationConfig } from '@artisan-ts/contracts';
import type { MachineId, RoastId } from '@artisan-ts/domain';
import { reportHtml, reportPdf } from '@artisan-ts/report';
import { createStation } from '@artisan-ts/runtime';
import { createServer } from '@artisan-ts/server';
import { openStore } from '@artisan-ts/storage';
import { silentLogger } from '@artisan-ts/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { isolatedDriver } from '#bridge/isolated-driver.ts';
import { builtInDrivers } from '#host/built-in-drivers.ts';
import { systemBoot } from '#platform/system-boot.ts';
import { SystemClock } from '#platform/system-clock.ts';
import { UuidV7Ids } from '#platform/uuid-v7.ts';
import { until } from '../../test/until.ts';

const program = fileURLToPath(new URL('../../test/planted-driver.ts', import.meta.url));
/** What is wrong with the driver's process, one after the other, and how health says it. The first is killed from here. */
const plants = [
  { what: 'kill', words: /was ended by SIGKILL/ },
  { what: 'hang', words: /does not answer/ },
  { what: 'leak', words: /took \d{3} MB of memory and was ended/ },
] as const;
const soundMs = 3_000;

test('a roast goes on over a driver that is killed, hangs and leaks; what was read is kept, and health says what was', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-planted-'));
  mkdirSync(join(folder, 'sources'));
  const children: ChildProcess[] = [];
  const startChild = () => {
    const what = plants[children.length]?.what ?? 'nothing';
    const child = fork(program, [what], { execArgv: [], serialization: 'advanced' });
    children.push(child);
    return child;
  };
  const store = await openStore({ folder });
  const clock = new SystemClock();
  const station = createStation({
    clock,
    ids: new UuidV7Ids(() => clock.wallMs()),
    logger: silentLogger,
    readings: store.readings,
    roasts: store.roasts,
    drivers: builtInDrivers().map((kind) =>
      isolatedDriver(kind, { folder: join(folder, 'sources'), startChild }),
    ),
    systemBoot: systemBoot(),
  });
  onTestFinished(async () => {
    await station.stop();
    await store.close();
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  await station.start();
  const server = await createServer({
    station,
    answers: store.roasts,
    config: stationConfig.parse({ port: 0 }),
    program: { version: '0.0.0', startedWallMs: clock.wallMs(), dataFolder: folder },
    uiFolder: null,
    clock,
    logger: silentLogger,
    printer: { html: reportHtml, pdf: reportPdf },
  });
  onTestFinished(() => server.close());
  const healthUrl = `${(await server.listen()).url}/api/v1/health`;
  const settings = { model: 'R1', intervalS: 0.2 };
  const added = await station.machines.add({
    name: 'Bullet',
    driver: 'aillio',
    settings,
    closeAfterDropS: 900,
  });
  if (!added.ok) throw new Error(added.message);
  const id = added.value.id as MachineId;
  const sourceIds =
    (await store.roasts.machines())[0]?.configuration.sources.map((s) => s.id) ?? [];
  const stored = () => store.readings.range({ sourceIds, limit: 100_000 });
  const connection = () => station.machines.get(id)?.connection;
  /** Waits until `/health` says it, as anybody who watches the station would read it. */
  const expectFinding = (wanted: { about: string; severity: string; words: RegExp }) =>
    until(`health says of ${wanted.about}: ${wanted.words}`, async () => {
      const { status, findings } = healthDto.parse(await (await fetch(healthUrl)).json());
      const found = findings.some(
        ({ about, severity, code, message }) =>
          about === wanted.about &&
          severity === wanted.severity &&
          code === 'driver.process' &&
          wanted.words.test(message),
      );
      return found && status === 'degraded';
    });

  await until('it reads', async () => (await stored()).length > 2);
  const charged = await station.machines.mark(id, { kind: 'charge', action: 'set' });
  if (!charged.ok) throw new Error(charged.message);
  const roastId = charged.value.id;
  // What was on the disk when each of them ended.
  const acknowledged = new Set<string>();
  for (const [at, { what, words }] of plants.entries()) {
    if (what === 'kill') children[at]?.kill('SIGKILL');
    await expectFinding({ about: 'Bullet', severity: 'alarm', words });
    expect(connection()?.message, what).toMatch(words);
    for (const { boot, seq } of await stored()) acknowledged.add(`${boot} ${seq}`);
    const before = (await stored()).length;
    await until('the next one reads', async () => (await stored()).length > before);
    await until('it is connected', () => connection()?.state === 'connected');
    await expectFinding({ about: 'Bullet, driver', severity: 'warning', words });
    expect(station.machines.get(id)?.roastId, `during ${what}`).toBe(roastId);
  }
  await sleep(soundMs);
  expect(connection()?.state).toBe('connected');
  expect(children).toHaveLength(plants.length + 1);
  expect(station.machines.get(id)?.roastId).toBe(roastId);

  const said = station.health().findings.find(({ about }) => about === 'Bullet, driver');
  expect(said?.message).toContain('failed 3 times within minutes');
  const roast = await station.roasts.get(roastId as RoastId);
  expect(roast?.notes.map(({ text }) => text).join()).toMatch(plants[0].words);

  const rows = await stored();
  const places = rows.map(({ boot, seq }) => `${boot} ${seq}`);
  expect(new Set(places).size, 'stored once').toBe(places.length);
  expect([...acknowledged].filter((place) => !places.includes(place))).toEqual([]);
  const boots = [...new Set(rows.map(({ boot }) => boot))];
  expect(boots).toHaveLength(plants.length + 1);
  for (const boot of boots) {
    const seqs = rows.filter((row) => row.boot === boot).map(({ seq }) => seq);
    const inOrder = seqs.sort((a, b) => a - b);
    expect(inOrder, `${boot} without a hole`).toEqual(inOrder.map((_, seq) => seq));
  }
  process.stdout.write(
    `${rows.length} readings of ${boots.length} processes stored once, ${acknowledged.size} of them on the disk as one ended; one roast\n`,
  );
});
