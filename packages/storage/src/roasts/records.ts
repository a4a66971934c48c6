import type { DatabaseSync } from 'node:sqlite';
import { coffeeForm, cuppingForm, type DocumentForm, lotForm } from '@artisan-ts/contracts';
import { ArtisanError, type Coffee, type Cupping, type Lot } from '@artisan-ts/domain';
import type { RecordKind, RecordOf, RecordQuery, RecordStore } from '@artisan-ts/runtime';
import { sql } from 'kysely';
import { readDocument, writeDocument } from '#roasts/document.ts';
import { main } from '#roasts/main-tables.ts';
import { searchText, searchWords } from '#roasts/search-text.ts';
import { change, firstRow, rows } from '#sqlite/query.ts';
import { transact } from '#sqlite/transaction.ts';
import type { Synchronous } from '#thread/protocol.ts';

type Records = Pick<Synchronous<RecordStore>, 'saveRecord' | 'record' | 'listRecords'>;
type AnyRecord = RecordOf[RecordKind];

/** How a kind of record is written, found and tied to others. */
interface Kind<Value> {
  readonly form: DocumentForm<Value>;
  readonly texts: (value: Value) => readonly string[];
  readonly about: (value: Value) => readonly (string | null)[];
}

const coffees: Kind<Coffee> = {
  form: coffeeForm,
  texts: (coffee) => [
    coffee.name,
    coffee.origin,
    coffee.process,
    coffee.variety,
    coffee.supplier,
    coffee.notes,
  ],
  about: () => [],
};
const lots: Kind<Lot> = {
  form: lotForm,
  texts: (lot) => [lot.name, lot.location, lot.screenSize, lot.notes],
  about: (lot) => [lot.coffeeId],
};
const cuppings: Kind<Cupping> = {
  form: cuppingForm,
  // Never the samples: a search must not tell what is in a blind cup.
  texts: (cupping) => [cupping.title, cupping.notes],
  about: ({ samples }) => samples.flatMap(({ roastId, lotId }) => [roastId, lotId]),
};
// The kind that a record is stored under is the kind it was made as: the port's types see to it.
const kinds = { coffee: coffees, lot: lots, cupping: cuppings } as unknown as Readonly<
  Record<RecordKind, Kind<AnyRecord>>
>;

/** Coffees, lots and cuppings: what people keep and edit. */
export function recordsIn(db: DatabaseSync): Records {
  return {
    saveRecord: (kind, record) => transact(db, 'write', () => putRecord(db, kind, record)),
    record: (kind, id) => {
      const row = firstRow(
        db,
        main.selectFrom('record').selectAll().where('kind', '=', kind).where('id', '=', id),
      );
      return row === null ? null : recordOfRow(kind, row);
    },
    listRecords: (kind, query) =>
      rows(db, listQuery(kind, query)).map((row) => recordOfRow(kind, row)),
  };
}

function listQuery(kind: RecordKind, query: RecordQuery) {
  let found = main
    .selectFrom('record')
    .select(['id', 'revision', 'document'])
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(query.limit);
  if (query.isArchived !== undefined) {
    found = found.where('is_archived', '=', query.isArchived ? 1 : 0);
  }
  if (query.after !== undefined) found = found.where('id', '<', query.after);
  if (query.about !== undefined) found = found.where(sql`instr(about, ${query.about})`, '>', 0);
  for (const word of searchWords(query.search ?? '')) {
    found = found.where(sql`instr(search_text, ${word})`, '>', 0);
  }
  return found;
}

function putRecord(db: DatabaseSync, kind: RecordKind, record: AnyRecord): void {
  const { form, texts, about } = kinds[kind];
  const where = `${kind} ${record.id}`;
  const row = {
    kind,
    id: record.id,
    revision: record.revision,
    is_archived: record.isArchived ? 1 : 0,
    search_text: searchText(texts(record).join('\n')),
    about: about(record)
      .filter((id) => id !== null)
      .join(' '),
    document: writeDocument(form, record, where),
  };
  const changed =
    row.revision === 1
      ? change(
          db,
          main
            .insertInto('record')
            .values(row)
            .onConflict((conflict) => conflict.columns(['kind', 'id']).doNothing()),
        )
      : change(
          db,
          main
            .updateTable('record')
            .set(row)
            .where('kind', '=', kind)
            .where('id', '=', row.id)
            .where('revision', '=', row.revision - 1),
        );
  if (changed === 1) return;
  throw new ArtisanError(
    'request.conflict',
    `revision ${row.revision} of ${where} does not follow what is stored; read it again`,
  );
}

function recordOfRow(
  kind: RecordKind,
  row: { readonly id: string; readonly revision: number; readonly document: string },
): AnyRecord {
  const record = readDocument(kinds[kind].form, row.document, `${kind} ${row.id}`);
  if (record.id === row.id && record.revision === row.revision) return record;
  throw new ArtisanError(
    'store.corrupt',
    `read ${kind} ${row.id} of main.db: field document is of ${record.id} revision ${record.revision}, ` +
      `the row is revision ${row.revision}`,
  );
}
