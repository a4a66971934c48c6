import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { MachineDto, RoastDto } from '@artisan-ts/contracts';
import type { TemperatureUnit } from '@artisan-ts/domain';
import { requireTool, roastFiles } from '@artisan-ts/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StationClient } from '#client/station-client.ts';
import { readRoast } from '#files/read-roast.ts';
import type { WireReplayResult } from '#replay/wire-replay.ts';
import { runArtisan } from '../test/run-artisan.ts';
import { StationProcess } from '../test/station-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'artisan-wire-test-'));
const twinFile = join(folder, 'twin.alog');
const station = new StationProcess();
const data = { ARTISAN_DATA: station.dataFolder };
const client = new StationClient({ url: undefined, dataFolder: station.dataFolder });

beforeAll(async () => {
  await Promise.all([station.start(), runArtisan(['simulate', '--out', twinFile])]);
});
afterAll(async () => {
  await station.dispose();
  rmSync(folder, { recursive: true });
});

async function artisan(...words: readonly string[]) {
  const { exitCode, out, err } = await runArtisan([...words, '--json'], data);
  return { exitCode, err, json: JSON.parse(out) };
}

test('a fresh data folder has a twin that is preheated and streaming', async () => {
  const { items } = await client.get<{ items: MachineDto[] }>('/machines');
  expect(items).toMatchObject([{ name: 'Twin 1 kg', origin: 'simulated' }]);
  const stop = new AbortController();
  for await (const { name, data: event } of client.follow({ patienceS: 0 }, stop.signal)) {
    if (name !== 'sample') continue;
    expect((event as { channels: { btC: number } }).channels.btC).toBeCloseTo(200, -1);
    stop.abort();
  }
});

test('a second station on the same data folder is refused and told where the first one is', async () => {
  const { exitCode, json } = await artisan('start', '--no-ui', '--port', '0');
  expect(exitCode).toBe(1);
  expect(json.error.code).toBe('store.locked');
  expect(json.error.message).toContain(client.url());
});

test('a second station on the same port says which port is taken', async () => {
  const { port } = new URL(client.url());
  const other = { ARTISAN_DATA: join(folder, 'other') };
  const { exitCode, out } = await runArtisan(['start', '--no-ui', '--port', port, '--json'], other);
  expect(exitCode).toBe(1);
  expect(JSON.parse(out).error).toMatchObject({ code: 'station.port-in-use' });
  expect(existsSync(join(folder, 'other', 'station.json'))).toBe(false);
});

test('an imported roast is exported as it came, from the station and from the store alone', async () => {
  const imported = await artisan('import', twinFile);
  const [{ roastId }] = imported.json.imported;
  const paths = [join(folder, 'live.alog'), join(folder, 'stored.alog')];
  expect((await artisan('export', roastId, paths[0] ?? '')).exitCode).toBe(0);
  expect(await station.stop()).toBe(0);
  expect(existsSync(join(station.dataFolder, 'station.json'))).toBe(false);
  expect((await artisan('export', roastId, paths[1] ?? '')).exitCode).toBe(0);
  await station.start();
  const [live, stored] = paths.map((path) => readFileSync(path, 'utf8'));
  expect(stored).toBe(live);
  const original = await artisan('inspect', twinFile);
  expect((await artisan('inspect', paths[0] ?? '')).json).toEqual(original.json);
});

test('a file played by the replay machine becomes a roast with the marks of the file', async () => {
  const { exitCode, json } = await artisan('replay', twinFile, '--speed', '100');
  expect(exitCode).toBe(0);
  const roast = await client.get<RoastDto>(`/roasts/${json.roastId}`);
  expect(roast.origin).toBe('replayed');
  expect(roast.closeReason).not.toBeNull();
  expect(roast.marks.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['charge', 'dryEnd', 'fcStart', 'drop']),
  );
  expect((await client.get<{ items: MachineDto[] }>('/machines')).items).toHaveLength(1);
});

const files = requireTool('socat') ? [twinFile, ...smallest('C'), ...smallest('F')] : [];
describe.runIf(files.length > 0)('over a serial port', () => {
  test.concurrent.each(files.map((path) => [basename(path), path]))(
    '%s is saved as it was sent: nothing lost, nothing doubled, every mark at its sample',
    async (_name, path) => {
      const { exitCode, json } = await artisan('replay', path, '--wire', 'tc4', '--speed', '100');
      const { verdict, refusedMarks } = json as WireReplayResult;
      expect(refusedMarks).toEqual([]);
      expect(verdict).toMatchObject({ isEqual: true, lost: 0, doubled: 0, misplacedMarks: [] });
      expect(verdict.samplesStored).toBe(verdict.samplesSent);
      expect(exitCode).toBe(0);
    },
  );
});

/** The smallest real roast of a unit that has a charge. */
function smallest(unit: TemperatureUnit): readonly string[] {
  const bySize = [...roastFiles()].sort((a, b) => statSync(a).size - statSync(b).size);
  const found = bySize.find((path) => {
    const file = readRoast(path);
    return file.ok && file.value.record.displayUnit === unit && file.value.record.marks.charge;
  });
  return found === undefined ? [] : [found];
}
