import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type BucketRule, fullBucket, takeToken } from '@artisan-ts/kernel';
import type { Identity, PeopleNote, PeopleStore, Person, SignIn } from '@artisan-ts/runtime';
import { type AuditEntry, genesisHash, hexText, sealEntry } from '@artisan-ts/trust';
import { main } from '#roasts/main-tables.ts';
import { change, firstRow, rows } from '#sqlite/query.ts';
import { transact } from '#sqlite/transaction.ts';
import type { Synchronous } from '#thread/protocol.ts';

/** Wrong PINs at a stretch, then one every six minutes: a PIN of four digits stands for years. */
const tryRule: BucketRule = { capacity: 5, refillPerHour: 10 };

/** People and where they are signed in, in `main.db` beside the audit log. */
export function sqlitePeopleStore(db: DatabaseSync): Synchronous<PeopleStore> {
  const write = <Value>(work: () => Value): Value => transact(db, 'write', work as () => never);
  return {
    people: (orgId) =>
      rows(db, main.selectFrom('person').select('document').where('org_id', '=', orgId)).map(
        ({ document }) => JSON.parse(document) as Person,
      ),
    savePerson: (person, isFirst, note, nowMs) =>
      write(() => savePerson(db, person, isFirst, note, nowMs)),
    endSignIns: (personId) =>
      write(() => void change(db, main.deleteFrom('sign_in').where('person_id', '=', personId))),
    identities: (orgId) => identitiesIn(db, orgId),
    saveIdentity: (identity, note, nowMs) => write(() => saveIdentity(db, identity, note, nowMs)),
    signIns: (orgId) =>
      rows(db, main.selectFrom('sign_in').select('document').where('org_id', '=', orgId)).map(
        ({ document }) => JSON.parse(document) as SignIn,
      ),
    openSignIn: (signIn, note, nowMs) =>
      write(() => {
        const { tokenDigest: token_digest, orgId } = signIn;
        const document = JSON.stringify(signIn);
        change(db, main.insertInto('sign_in').values({ token_digest, document }));
        appendNote(db, orgId, note, nowMs);
      }),
    touchSignIn: (tokenDigest, usedAtMs) => write(() => touch(db, tokenDigest, usedAtMs)),
    endSignIn: (tokenDigest, orgId, note, nowMs) =>
      write(() => {
        const ended = change(
          db,
          main.deleteFrom('sign_in').where('token_digest', '=', tokenDigest),
        );
        if (ended > 0 && note !== null) appendNote(db, orgId, note, nowMs);
      }),
    takeTry: (key, nowMs) => write(() => takeTry(db, key, nowMs)),
    giveTriesBack: (key, nowMs) => write(() => putBucket(db, key, tryRule.capacity, nowMs)),
    note: (orgId, note, nowMs) => write(() => appendNote(db, orgId, note, nowMs)),
  };
}

function savePerson(
  db: DatabaseSync,
  person: Person,
  isFirst: boolean,
  note: PeopleNote,
  nowMs: number,
): boolean {
  const { id, orgId } = person;
  const everybody = rows(
    db,
    main.selectFrom('person').select('document').where('org_id', '=', orgId),
  ).map(({ document }) => JSON.parse(document) as Person);
  const isTaken = everybody.some((known) => known.nameKey === person.nameKey && known.id !== id);
  if (isTaken || (isFirst && everybody.length > 0)) return false;
  const document = JSON.stringify(person);
  change(
    db,
    main
      .insertInto('person')
      .values({ id, document })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ document })),
  );
  appendNote(db, orgId, note, nowMs);
  return true;
}

function identitiesIn(db: DatabaseSync, orgId: string): readonly Identity[] {
  const known = main.selectFrom('identity').select('document').where('org_id', '=', orgId);
  return rows(db, known).map(({ document }) => JSON.parse(document) as Identity);
}

function saveIdentity(
  db: DatabaseSync,
  identity: Identity,
  note: PeopleNote,
  nowMs: number,
): boolean {
  const { id, orgId, nameKey, isActive } = identity;
  const isTaken = identitiesIn(db, orgId).some(
    (known) => known.isActive && known.nameKey === nameKey && known.id !== id,
  );
  if (isActive && isTaken) return false;
  const document = JSON.stringify(identity);
  change(
    db,
    main
      .insertInto('identity')
      .values({ id, document })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ document })),
  );
  appendNote(db, orgId, note, nowMs);
  return true;
}

function touch(db: DatabaseSync, tokenDigest: string, usedAtMs: number): void {
  const of = main.selectFrom('sign_in').select('document').where('token_digest', '=', tokenDigest);
  const row = firstRow(db, of);
  if (row === null) return;
  const document = JSON.stringify({ ...(JSON.parse(row.document) as SignIn), usedAtMs });
  const signIn = main.updateTable('sign_in').set({ document });
  change(db, signIn.where('token_digest', '=', tokenDigest));
}

function takeTry(db: DatabaseSync, key: string, nowMs: number): number | null {
  const row = firstRow(db, main.selectFrom('governor_bucket').selectAll().where('key', '=', key));
  const bucket =
    row === null ? fullBucket(tryRule, nowMs) : { tokens: row.tokens, atMs: row.at_ms };
  const taken = takeToken(tryRule, bucket, nowMs);
  if (!taken.ok) return taken.availableAtMs;
  putBucket(db, key, taken.bucket.tokens, taken.bucket.atMs);
  return null;
}

function putBucket(db: DatabaseSync, key: string, tokens: number, at_ms: number): void {
  change(
    db,
    main
      .insertInto('governor_bucket')
      .values({ key, tokens, at_ms })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ tokens, at_ms })),
  );
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** Chains an entry to the log of the organisation. Part of the caller's transaction. */
function appendNote(db: DatabaseSync, log: string, note: PeopleNote, nowMs: number): void {
  const newest = main.selectFrom('audit_entry').select(['seq', 'hash', 'ts']);
  const tail = firstRow(db, newest.where('log', '=', log).orderBy('seq', 'desc').limit(1));
  if (tail === null) {
    const opened: PeopleNote = {
      by: { kind: 'SERVICE', id: 'kernel', version: '1' },
      action: 'person.log',
      aboutId: log,
      outcome: 'OK',
      reasons: [],
    };
    append(db, log, { ...entryOf(log, opened, nowMs), action: 'log.open', seq: 0 }, genesisHash);
    appendNote(db, log, note, nowMs);
    return;
  }
  const entry = { ...entryOf(log, note, Math.max(nowMs, tail.ts)), seq: tail.seq + 1 };
  append(db, log, entry, Buffer.from(tail.hash, 'hex'));
}

function entryOf(log: string, note: PeopleNote, ts: number): Omit<AuditEntry, 'seq'> {
  const { by, action, aboutId, outcome, reasons } = note;
  const type = aboutId === log ? 'log' : action.startsWith('identity.') ? 'identity' : 'person';
  return {
    v: 1,
    log,
    ts,
    actor: by,
    action,
    object: { type, id: aboutId },
    outcome,
    reasons,
    bodyDigest: '',
    traceId: '',
    storeIncarnation: 1,
  };
}

function append(db: DatabaseSync, log: string, entry: AuditEntry, previous: Uint8Array): void {
  const { seq, text, hash } = sealEntry(sha256, previous, entry);
  const values = { log, seq, text, hash: hexText(hash), ts: entry.ts };
  change(db, main.insertInto('audit_entry').values(values));
}
