import type { DatabaseSync } from 'node:sqlite';
import { sheetForm } from '@artisan-ts/contracts';
import type { RecordStore } from '@artisan-ts/runtime';
import { readDocument, writeDocument } from '#roasts/document.ts';
import { main } from '#roasts/main-tables.ts';
import { change, rows } from '#sqlite/query.ts';
import type { Synchronous } from '#thread/protocol.ts';

/** What tasters wrote: a row for each of them, so that nobody waits for anybody. */
export function cuppingSheetsIn(
  db: DatabaseSync,
): Pick<Synchronous<RecordStore>, 'saveSheet' | 'sheets'> {
  return {
    saveSheet: (sheet) => {
      const document = writeDocument(sheetForm, sheet, `sheet of ${sheet.cuppingId}`);
      const place = {
        cupping_id: sheet.cuppingId,
        round: sheet.round,
        taster_id: sheet.tasterId,
        item_id: sheet.itemId,
      };
      change(
        db,
        main
          .insertInto('cupping_sheet')
          .values({ ...place, document })
          .onConflict((conflict) =>
            conflict
              .columns(['cupping_id', 'round', 'taster_id', 'item_id'])
              .doUpdateSet({ document }),
          ),
      );
    },
    sheets: (cuppingId) =>
      rows(
        db,
        main
          .selectFrom('cupping_sheet')
          .select('document')
          .where('cupping_id', '=', cuppingId)
          .orderBy('round')
          .orderBy('taster_id')
          .orderBy('item_id'),
      ).map(({ document }) => readDocument(sheetForm, document, `sheet of ${cuppingId}`)),
  };
}
