import { ArtisanError, type ErrorCode } from '@artisan-ts/domain';

interface Meaning {
  readonly code: ErrorCode;
  readonly words: string;
}

const locked: Meaning = {
  code: 'store.locked',
  words: 'another program holds the database; close it and try again',
};
const readOnly: Meaning = {
  code: 'store.read-only',
  words: 'the files cannot be written; check the permissions of the data folder',
};
const full: Meaning = {
  code: 'store.full',
  words: 'the disk is full; make room, nothing that was saved is lost',
};
const corrupt: Meaning = {
  code: 'store.corrupt',
  words: 'the file is damaged; keep a copy of the data folder and restore a backup',
};
const unavailable: Meaning = {
  code: 'store.unavailable',
  words: 'the system could not read or write the file',
};

/** By primary result code. Source: sqlite.org/rescode.html. What is not listed is a defect of ours. */
const sqliteMeanings: Readonly<Record<number, Meaning>> = {
  3: readOnly, // SQLITE_PERM
  5: locked, // SQLITE_BUSY
  6: locked, // SQLITE_LOCKED
  7: unavailable, // SQLITE_NOMEM
  8: readOnly, // SQLITE_READONLY
  10: unavailable, // SQLITE_IOERR
  11: corrupt, // SQLITE_CORRUPT
  13: full, // SQLITE_FULL
  14: unavailable, // SQLITE_CANTOPEN
  26: corrupt, // SQLITE_NOTADB
};

const systemMeanings: Readonly<Record<string, Meaning>> = {
  EACCES: readOnly,
  EPERM: readOnly,
  EROFS: readOnly,
  ENOSPC: full,
  EDQUOT: full,
};

const primaryCodeMask = 0xff;

/**
 * A fault of SQLite or of the file system in our words, its cause kept. Our own errors pass unchanged; what
 * no disk can cause is a defect.
 */
export function translateFault(fault: unknown, doing: string): ArtisanError {
  if (fault instanceof ArtisanError) return fault;
  const found = meaningOf(fault);
  const said = fault instanceof Error ? fault.message : String(fault);
  if (found === null) {
    return new ArtisanError('defect.invariant', `${doing}: ${said}`, { cause: fault });
  }
  return new ArtisanError(found.code, `${doing}: ${found.words} (${said})`, { cause: fault });
}

function meaningOf(fault: unknown): Meaning | null {
  if (!(fault instanceof Error)) return null;
  const code = primaryCode(fault);
  if (code !== null) return sqliteMeanings[code] ?? null;
  if ('syscall' in fault && 'code' in fault) {
    return systemMeanings[String(fault.code)] ?? unavailable;
  }
  return null;
}

/** SQLite's primary result code of a fault, without the details that extended codes add; null when it is none. */
export function primaryCode(fault: unknown): number | null {
  if (!(fault instanceof Error) || !('errcode' in fault)) return null;
  return typeof fault.errcode === 'number' ? fault.errcode & primaryCodeMask : null;
}
