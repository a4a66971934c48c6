import { DatabaseSync } from 'node:sqlite';
import { buildAsk, scopeOf } from '@artisan-ts/testkit';
import { expect, it, vi } from 'vitest';
import { sqliteMissions } from '#missions/sqlite-mission-store.ts';
import { mainFile } from '#roasts/main-file.ts';
import { openDatabase } from '#sqlite/open-database.ts';
import { makeTempFolder } from '#testing/temp-folder.ts';

const nowMs = 1_795_343_400_000;
const laterMs = nowMs + 1;

/** Everything that is asked again and again while a station runs. */
function workADay(db: DatabaseSync): void {
  const { missions } = sqliteMissions(db);
  for (const number of [1, 2]) missions.createMission(buildAsk(number), nowMs);
  const mission = missions.claimNext(scopeOf('w'), laterMs);
  if (mission === null) throw new Error('nothing to claim');
  const hold = { missionId: mission.id, epoch: mission.epoch, workerId: 'w' };
  missions.heartbeat(hold, laterMs);
  missions.writeStep(hold, { stepNo: 0, name: 'scan', output: null }, laterMs);
  missions.complete(hold, { result: null, isResultValid: true }, laterMs);
  missions.sweep(laterMs);
  missions.unreported('local', 0, 50);
  missions.listMissions({ orgId: 'local', limit: 50 });
  missions.listMissions({ orgId: 'local', limit: 50, states: ['QUARANTINED', 'DEAD', 'FAILED'] });
  missions.listMissions({ orgId: 'local', limit: 50, subjectId: mission.subjectId ?? '' });
}

interface Plan {
  readonly sql: string;
  readonly detail: string;
}

/** How SQLite looks up what each question is about. */
function plansOf(work: (db: DatabaseSync) => void): readonly Plan[] {
  const temp = makeTempFolder();
  const db = openDatabase(temp.make('data'), mainFile, 'write');
  const asked = vi.spyOn(DatabaseSync.prototype, 'prepare');
  try {
    work(db);
    const texts = asked.mock.calls.map(([sql]) => sql);
    return texts.flatMap((sql) =>
      db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((row) => ({ sql, detail: String(row['detail']) })),
    );
  } finally {
    vi.restoreAllMocks();
    db.close();
    temp.remove();
  }
}

/** Indexes that hold only what is under way or went wrong. */
const ofFew = ['mission_next', 'mission_not_done', 'mission_running'];

/** Goes through all there ever were, and not from the newest on until it has enough. */
function isWide({ sql, detail }: Plan): boolean {
  if (detail.startsWith('SCAN ') || detail.includes('FOR ORDER BY')) return true;
  const index = /^SEARCH mission USING INDEX (\w+) \(org_id=\?\)$/.exec(detail)?.[1];
  if (index === undefined || ofFew.includes(index)) return false;
  return !sql.endsWith('order by "id" desc limit ?');
}

it('no question reads every mission, closing or entry that there ever was', () => {
  const plans = plansOf(workADay);
  expect(plans.length).toBeGreaterThan(15);
  expect(plans.filter(isWide)).toEqual([]);
});
