import type { DatabaseSync } from 'node:sqlite';
import { machineForm } from '@artisan-ts/contracts';
import type { RoastStore } from '@artisan-ts/runtime';
import { readDocument, writeDocument } from '#roasts/document.ts';
import { main } from '#roasts/main-tables.ts';
import { change, rows } from '#sqlite/query.ts';
import type { Synchronous } from '#thread/protocol.ts';

type Machines = Pick<Synchronous<RoastStore>, 'machines' | 'saveMachine' | 'removeMachine'>;

/** The machines, in the order in which they were made. */
export function machinesIn(db: DatabaseSync): Machines {
  return {
    machines: () =>
      rows(db, main.selectFrom('machine').selectAll().orderBy('id')).map(({ id, document }) =>
        readDocument(machineForm, document, `machine ${id}`),
      ),
    saveMachine: (machine) => {
      const document = writeDocument(machineForm, machine, `machine ${machine.id}`);
      const row = { id: machine.id, document };
      change(
        db,
        main
          .insertInto('machine')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ document })),
      );
    },
    removeMachine: (id) => {
      change(db, main.deleteFrom('machine').where('id', '=', id));
    },
  };
}
