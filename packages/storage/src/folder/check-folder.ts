import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { MissionStore, RoastStore } from '@artisan-ts/runtime';
import type { BrokenInvariant } from '#missions/broken-invariants.ts';
import { readingsFile } from '#readings/readings-file.ts';
import { mainFile } from '#roasts/main-file.ts';
import type { DatabaseFile } from '#sqlite/database-file.ts';
import { openDatabase } from '#sqlite/open-database.ts';
import { translateFault } from '#sqlite/translate-fault.ts';

/** A question to one file whose answer must be empty: rows with one column, `broken`. */
interface FileQuestion {
  readonly invariant: string;
  readonly what: string;
  readonly file: DatabaseFile;
  readonly query: string;
}

/** What a file may say about itself, so that a ruined one does not fill the screen. */
const complaintsMax = 20;

const questions: readonly FileQuestion[] = [
  ...[readingsFile, mainFile].flatMap((file) => [
    {
      invariant: 'INV-40',
      what: 'the file is damaged',
      file,
      query: `SELECT integrity_check AS broken FROM pragma_integrity_check WHERE integrity_check <> 'ok' LIMIT ${complaintsMax}`,
    },
    {
      invariant: 'INV-40',
      what: 'a row belongs to one that is not there',
      file,
      query: `SELECT "table" || ' ' || coalesce(rowid, '') AS broken FROM pragma_foreign_key_check LIMIT ${complaintsMax}`,
    },
  ]),
  {
    invariant: 'INV-26',
    what: 'a reading is there twice',
    file: readingsFile,
    query: `SELECT boot || ' ' || stream || ' ' || seq AS broken FROM reading NOT INDEXED JOIN series ON series.id = reading.series
      GROUP BY reading.series, seq HAVING count(*) > 1 LIMIT ${complaintsMax}`,
  },
  {
    invariant: 'INV-37',
    what: 'what is written in order goes back in time',
    file: mainFile,
    query: `SELECT 'event ' || id AS broken FROM (SELECT id, wall_ms, lag(wall_ms) OVER (ORDER BY id) AS before_ms FROM outbox)
      WHERE wall_ms < before_ms LIMIT ${complaintsMax}`,
  },
];

/**
 * What in the files of a data folder breaks an invariant of the reference, beside what missions say about themselves. Reads every
 * page of both files, and changes nothing.
 *
 * @throws ArtisanError `store.*` when they cannot be opened; a damaged one is an answer
 */
export function brokenInFolder(folder: string): readonly BrokenInvariant[] {
  return [readingsFile, mainFile].flatMap((file) => brokenInFile(folder, file));
}

function brokenInFile(folder: string, file: DatabaseFile): readonly BrokenInvariant[] {
  let db: DatabaseSync | null = null;
  try {
    db = openDatabase(folder, file, 'read');
    const open = db;
    return questions
      .filter((question) => question.file === file)
      .flatMap(({ invariant, what, query }) =>
        open
          .prepare(query)
          .all()
          .map(({ broken }) => ({ invariant, what, of: `${file.name}: ${String(broken)}` })),
      );
  } catch (fault) {
    const { code, message } = translateFault(fault, `read ${join(folder, file.name)}`);
    if (code !== 'store.corrupt') throw fault;
    return [{ invariant: 'INV-40', what: message, of: file.name }];
  } finally {
    db?.close();
  }
}

/** A closing older than this, by what was written after it, has its mission: the station looks every 15 s. */
const reportedWithinMs = 60_000;
/** As far back as the station looks for what it missed. */
const lookBackMs = 30 * 86_400_000;
const closingsMax = 100_000;

/**
 * Closings of roasts that no report was asked for although the station ran on: INV-10. A station that stopped right after a
 * closing asks at its next start.
 *
 * @throws ArtisanError `store.*`
 */
export async function unreportedClosings(store: {
  readonly roasts: Pick<RoastStore, 'clockFloor' | 'closings'>;
  readonly missions: Pick<MissionStore, 'unreported'>;
}): Promise<readonly BrokenInvariant[]> {
  const floor = await store.roasts.clockFloor();
  if (floor === null) return [];
  const { wallMs } = floor;
  const recent = await store.roasts.closings(wallMs - reportedWithinMs, 0, closingsMax);
  const open = await store.missions.unreported('local', wallMs - lookBackMs, closingsMax);
  const isRecent = (roastId: string, revision: number): boolean =>
    recent.some((each) => each.roastId === roastId && each.revision === revision);
  return open
    .filter(({ roastId, revision }) => !isRecent(roastId, revision))
    .map(({ roastId, revision }) => ({
      invariant: 'INV-10',
      what: `nobody asked for the report of its closing, revision ${revision}`,
      of: roastId,
    }));
}
