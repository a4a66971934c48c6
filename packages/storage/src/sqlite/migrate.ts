import type { DatabaseSync } from 'node:sqlite';
import { ArtisanError } from '@artisan-ts/domain';
import type { DatabaseFile, OpenMode } from '#sqlite/database-file.ts';
import { pragmaNumber } from '#sqlite/pragma.ts';
import { transact } from '#sqlite/transaction.ts';

/**
 * Checks that the file is ours and brings it to the present form, one transaction for each step: a process
 * that dies in between goes on with the next step.
 *
 * @throws ArtisanError `store.newer`, `store.corrupt` when it is no file of ours, `store.read-only` when it is of an
 * older version and may not be changed, `store.unavailable` when there is nothing to read
 */
export function migrate(db: DatabaseSync, file: DatabaseFile, mode: OpenMode): void {
  const version = recognise(db, file);
  if (version === file.migrations.length) return;
  if (mode === 'read') throw cannotUpgrade(file, version);
  for (const [index, sql] of file.migrations.entries()) {
    if (index < version) continue;
    transact(db, 'write', () => {
      db.exec(sql);
      db.exec(`PRAGMA application_id = ${file.applicationId}`);
      db.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}

function recognise(db: DatabaseSync, file: DatabaseFile): number {
  const applicationId = pragmaNumber(db, 'application_id');
  const version = pragmaNumber(db, 'user_version');
  const isEmpty = db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  if (isEmpty && applicationId === 0 && version === 0) return 0;
  if (applicationId !== file.applicationId || version === 0) {
    throw new ArtisanError(
      'store.corrupt',
      `${file.name} is an SQLite file of another program (application id ${applicationId}, ours is ` +
        `${file.applicationId}); move it out of the data folder`,
    );
  }
  if (version > file.migrations.length) {
    throw new ArtisanError(
      'store.newer',
      `${file.name} has version ${version}, this program knows versions up to ` +
        `${file.migrations.length}; use the newer program that wrote it`,
    );
  }
  return version;
}

function cannotUpgrade(file: DatabaseFile, version: number): ArtisanError {
  if (version === 0) {
    return new ArtisanError('store.unavailable', `${file.name} holds nothing yet`);
  }
  return new ArtisanError(
    'store.read-only',
    `${file.name} has version ${version} and has to become version ${file.migrations.length}, which ` +
      'reading alone may not do; start the station once',
  );
}
