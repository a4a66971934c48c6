import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { MachineDto } from '@artisan-ts/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StationClient } from '#client/station-client.ts';
import { runArtisan } from '../../test/run-artisan.ts';
import { StationProcess } from '../../test/station-process.ts';
import { until } from '../../test/until.ts';

const station = new StationProcess();
const client = new StationClient({ url: undefined, dataFolder: station.dataFolder });
const data = { ARTISAN_DATA: station.dataFolder };

beforeAll(() => station.start());
afterAll(() => station.dispose());

const verify = async () => {
  const { exitCode, out } = await runArtisan(['audit', 'verify', '--json'], data);
  return { exitCode, report: JSON.parse(out) };
};

test('an audit log is verified while the station runs and after it, and one changed letter is found', async () => {
  const { items } = await client.get<{ readonly items: readonly MachineDto[] }>('/machines');
  const machine = `/machines/${items[0]?.id}`;
  await client.post(`${machine}/marks`, { json: { kind: 'charge', action: 'set' } });
  await client.post(`${machine}/roast/close`);
  await until('the log has entries', async () => (await verify()).report.entries >= 2);
  expect(await verify()).toMatchObject({ exitCode: 0, report: { isIntact: true } });
  await station.stop();
  const stopped = await verify();
  expect(stopped.report.anchoredEntries).toBe(stopped.report.entries);
  appendFileSync(join(station.dataFolder, 'audit-anchors.jsonl'), 'half a li');
  expect(await verify()).toMatchObject({ exitCode: 0, report: { isIntact: true } });
  const db = new DatabaseSync(join(station.dataFolder, 'main.db'));
  db.exec(
    "DROP TRIGGER audit_no_update; UPDATE audit_entry SET text = replace(text, 'log.open', 'log.Open')",
  );
  db.close();
  expect(await verify()).toMatchObject({
    exitCode: 1,
    report: { isIntact: false, firstBadSeq: 0 },
  });
});

test('a folder in which nothing was stored has nothing to verify', async () => {
  const folder = join(station.dataFolder, 'not-there');
  const told = await runArtisan(['audit', 'verify', '--json'], { ARTISAN_DATA: folder });
  expect(told.exitCode).toBe(0);
  expect(JSON.parse(told.out)).toMatchObject({ entries: 0, isIntact: true });
});
