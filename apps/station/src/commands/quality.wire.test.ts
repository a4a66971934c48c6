import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CuppingDto, ImportDto, QualityDto } from '@artisan-ts/contracts';
import { writeAlog } from '@artisan-ts/formats';
import { buildRoastRecord } from '@artisan-ts/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StationClient } from '#client/station-client.ts';
import { runArtisan } from '../../test/run-artisan.ts';
import { StationProcess } from '../../test/station-process.ts';

const station = new StationProcess();
const client = new StationClient({ url: undefined, dataFolder: station.dataFolder });
const data = { ARTISAN_DATA: station.dataFolder };
const folder = mkdtempSync(join(tmpdir(), 'artisan-quality-'));
let roastId: string;

beforeAll(async () => {
  await station.start();
  const file = writeAlog(buildRoastRecord(1, { title: 'Yirga' }), { name: 'test', version: '1' });
  const bytes = new TextEncoder().encode(file);
  roastId = (await client.post<ImportDto>('/roasts?fileName=a.alog', { bytes })).roast.id;
});
afterAll(async () => {
  await station.dispose();
  rmSync(folder, { recursive: true });
});

test('the quality of a roast is told to people and programs, with its photos as files', async () => {
  const path = `/roasts/${roastId}/quality`;
  await client.patch(path, { json: { greenG: 1000, roastedG: 850, who: 'Ada' } });
  await client.patch(path, { json: { roastedG: 810, who: 'Ben', why: 'tare' } });
  const picture = Uint8Array.of(0xff, 0xd8, 0xff, 9);
  writeFileSync(join(folder, 'in.jpg'), picture);
  await client.post(`/roasts/${roastId}/photos`, { bytes: picture });
  const told = await runArtisan(['quality', roastId], data);
  expect(told).toMatchObject({ exitCode: 0, err: '' });
  expect(told.out).toContain('Weight loss: 19 %');
  expect(told.out).toContain('roastedG 850 -> 810 by Ben: tare');
  const out = join(folder, 'out');
  const json = JSON.parse((await runArtisan(['quality', roastId, out, '--json'], data)).out);
  expect([...readFileSync(json.files[0])]).toEqual([...picture]);
});

test('a cupping shows codes while it is blind and scores once it is revealed', async () => {
  const cupping = await client.post<CuppingDto>('/cuppings', {
    json: { title: 'Tuesday', form: 'cva', samples: [{ roastId }], tasters: ['Ada'] },
  });
  expect((await runArtisan(['cupping', 'list'], data)).out).toContain('Tuesday');
  const blind = await runArtisan(['cupping', 'show', cupping.id], data);
  expect(blind.out).toContain(`Codes: ${cupping.samples[0]?.code}`);
  expect(blind.out).not.toContain('Yirga');
  await client.post(`/cuppings/${cupping.id}/reveal`);
  expect((await runArtisan(['cupping', 'show', cupping.id], data)).out).toContain('Yirga');
});

test('the quality of a roast is read from the store when no station runs', async () => {
  await station.stop();
  const read = await runArtisan(['quality', roastId, '--json'], data);
  const quality: QualityDto = JSON.parse(read.out);
  expect(quality.values.roastedG).toBe(810);
});
