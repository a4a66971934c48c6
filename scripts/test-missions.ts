import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type KillReport, killWorkers } from '../packages/storage/test/missions/kill-workers.ts';
import { requirePostgres, startPostgres } from '../packages/testkit/src/index.ts';
import { wholeNumber } from './whole-number.ts';

/**
 * `npm run test:missions -- --missions 4000 --kills 400 --seed 7 [--store sqlite|postgres|both]`: four processes work on
 * missions and are killed at numbered calls and at any moment; all missions are done once, and every invariant holds.
 */
const { values } = parseArgs({
  options: {
    missions: { type: 'string', default: '400' },
    kills: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string', default: 'both' },
    minutes: { type: 'string', default: '30' },
  },
});

const stores = ['sqlite', 'postgres', 'both'];
if (!stores.includes(values.store)) {
  throw new RangeError(`--store ${values.store} is none of ${stores.join(', ')}`);
}
const counts = {
  missions: wholeNumber('missions', values.missions),
  kills: wholeNumber('kills', values.kills),
  seed: wholeNumber('seed', values.seed),
  limitMs: wholeNumber('minutes', values.minutes) * 60_000,
};
const folder = mkdtempSync(join(tmpdir(), 'artisan-missions-'));
const plan = {
  ...counts,
  folder,
};

function tell(store: string, report: KillReport): number {
  const { missions, kills, effects, repeated, entries, durationS, faults } = report;
  console.log(
    `${store}, seed ${plan.seed}: ${missions} missions, ${kills} kills, ${effects} effects (${repeated} repeated under their key), ` +
      `${entries} entries of the log verified, ${durationS.toFixed(0)} s; ${faults.length} faults`,
  );
  for (const fault of faults.slice(0, 20)) console.log(`BAD  ${fault}`);
  return faults.length;
}

async function onSqlite(): Promise<number> {
  return tell('SQLite', await killWorkers({ ...plan, where: join(folder, 'sqlite') }));
}

async function onPostgres(): Promise<number> {
  const bin = requirePostgres();
  // Whoever asked for this store alone has learnt nothing.
  if (bin === null) return values.store === 'postgres' ? 1 : 0;
  const server = await startPostgres(bin, 'kept');
  const effects = mkdtempSync(join(folder, 'effects-'));
  try {
    const where = server.makeDatabase('missions');
    return tell(server.version, await killWorkers({ ...plan, where, folder: effects }));
  } finally {
    await server.stop();
  }
}

let faults = 0;
if (values.store !== 'postgres') faults += await onSqlite();
if (values.store !== 'sqlite') faults += await onPostgres();
rmSync(folder, { recursive: true, force: true });
process.exit(faults === 0 ? 0 : 1);
