import type { DatabaseSync } from 'node:sqlite';
import { defaultSettings, settingsForm } from '@artisan-ts/contracts';
import type { RoastStore } from '@artisan-ts/runtime';
import { readDocument, writeDocument } from '#roasts/document.ts';
import { main } from '#roasts/main-tables.ts';
import { change, firstRow } from '#sqlite/query.ts';
import type { Synchronous } from '#thread/protocol.ts';

/** What a person chose for the station: one row. */
export function settingsIn(
  db: DatabaseSync,
): Pick<Synchronous<RoastStore>, 'settings' | 'saveSettings'> {
  return {
    settings: () => {
      const row = firstRow(db, main.selectFrom('settings').selectAll());
      return row === null ? defaultSettings : readDocument(settingsForm, row.document, 'settings');
    },
    saveSettings: (settings) => {
      const document = writeDocument(settingsForm, settings, 'settings');
      change(
        db,
        main
          .insertInto('settings')
          .values({ id: 1, document })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ document })),
      );
    },
  };
}
