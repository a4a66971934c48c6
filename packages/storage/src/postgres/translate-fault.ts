import { ArtisanError, type ErrorCode } from '@artisan-ts/domain';

interface Meaning {
  readonly code: ErrorCode;
  readonly words: string;
}

const locked: Meaning = { code: 'store.locked', words: 'others hold it for too long; try again' };
const away: Meaning = {
  code: 'store.unavailable',
  words: 'the server cannot be reached; missions wait for it, roasts are recorded without it',
};
const full: Meaning = { code: 'store.full', words: 'the disk of the server is full' };
const readOnly: Meaning = {
  code: 'store.read-only',
  words: 'it cannot be written; check the rights of the user',
};

/** By SQLSTATE or its class. Source: postgresql.org/docs/15/errcodes-appendix.html. What is not listed is a defect of ours. */
const meanings: Readonly<Record<string, Meaning>> = {
  '08': away, // connection exceptions
  '28': away, // not authorised
  '3D': away, // no such database
  '53': away, // insufficient resources
  '53100': full,
  '57': away, // operator intervention: shutdown, start
  '57014': locked, // statement timeout
  '55P03': locked, // lock timeout
  '40': locked, // serialization, deadlock: tried again before
  '25006': readOnly, // read only transaction
  '42501': readOnly, // insufficient privilege
  '58': away, // system error
  XX: { code: 'store.corrupt', words: 'the server found its data damaged' },
};

/** A transaction that ended so did nothing and may run again at once. */
export function isToRunAgain(fault: unknown): boolean {
  return ['40001', '40P01'].includes(stateOf(fault) ?? '');
}

/** A fault of the server or of the way to it in our words, its cause kept. Our own errors pass unchanged. */
export function translatePostgresFault(fault: unknown): ArtisanError {
  if (fault instanceof ArtisanError) return fault;
  const said = fault instanceof Error ? fault.message : String(fault);
  const state = stateOf(fault);
  const found = state === null ? away : (meanings[state] ?? meanings[state.slice(0, 2)]);
  if (found === undefined) {
    return new ArtisanError('defect.invariant', `PostgreSQL: ${said}`, { cause: fault });
  }
  return new ArtisanError(found.code, `PostgreSQL: ${found.words} (${said})`, { cause: fault });
}

/** The SQLSTATE of a fault; null when the server said nothing, such as when it cannot be reached. */
function stateOf(fault: unknown): string | null {
  if (!(fault instanceof Error) || !('code' in fault)) return null;
  return /^[0-9A-Z]{5}$/.test(String(fault.code)) ? String(fault.code) : null;
}
