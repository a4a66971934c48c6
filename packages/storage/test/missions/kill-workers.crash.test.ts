import { requirePostgres, startPostgres } from '@artisan-ts/testkit';
import { expect, it } from 'vitest';
import { makeTempFolder } from '../../src/testing/temp-folder.ts';
import { killWorkers } from './kill-workers.ts';

const seed = Number(process.env['ARTISAN_SEED'] ?? 5);
// Twice as many missions as so many kills need on a busy machine: the work must not be done before.
const sample = { missions: 240, kills: 12, seed, limitMs: 5 * 60_000 };
const bin = requirePostgres();

it(`does each mission once while its workers are killed (SQLite, seed ${seed})`, async () => {
  const temp = makeTempFolder();
  try {
    const folder = temp.make('data');
    const report = await killWorkers({ ...sample, where: folder, folder });
    expect(report).toMatchObject({ faults: [], effects: sample.missions });
  } finally {
    temp.remove();
  }
});

it.runIf(bin)(
  `does each mission once while its workers are killed (PostgreSQL, seed ${seed})`,
  async () => {
    const temp = makeTempFolder();
    const server = await startPostgres(bin ?? '', 'kept');
    try {
      const where = server.makeDatabase('missions');
      const report = await killWorkers({ ...sample, where, folder: temp.make('effects') });
      expect(report).toMatchObject({ faults: [], effects: sample.missions });
    } finally {
      await server.stop();
      temp.remove();
    }
  },
);
