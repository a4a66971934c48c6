import type { DatabaseSync } from 'node:sqlite';
import { gunzipSync, gzipSync } from 'node:zlib';
import { gapsForm } from '@artisan-ts/contracts';
import { ArtisanError, type ForeignData, type RoastId } from '@artisan-ts/domain';
import type { RoastStore } from '@artisan-ts/runtime';
import { curveOfRow, curveRow } from '#roasts/curve-columns.ts';
import { readDocument, writeDocument } from '#roasts/document.ts';
import { main } from '#roasts/main-tables.ts';
import { insertRoast, putEvent } from '#roasts/roasts.ts';
import { change, firstRow, rows } from '#sqlite/query.ts';
import { transact } from '#sqlite/transaction.ts';
import type { Synchronous } from '#thread/protocol.ts';

type Imports = Pick<Synchronous<RoastStore>, 'importRoast' | 'importedParts'>;

/** Roasts that came with their curves. The foreign file is kept whole, compressed with a checksum. */
export function importsIn(db: DatabaseSync): Imports {
  return {
    importRoast: ({ curves, gaps, foreign, ...header }, event) =>
      transact(db, 'write', () => {
        const roast = { header, span: null };
        if (insertRoast(db, roast) === 0) {
          throw new ArtisanError('request.conflict', `import ${header.id}: it is stored already`);
        }
        const parts = {
          roast_id: header.id,
          gaps: writeDocument(gapsForm, gaps, `roast_import ${header.id}`),
          foreign_format: foreign?.format ?? null,
          foreign_gzip: foreign === null ? null : gzipSync(foreign.text),
        };
        change(db, main.insertInto('roast_import').values(parts));
        for (const [position, curve] of curves.entries()) {
          change(db, main.insertInto('roast_curve').values(curveRow(header.id, position, curve)));
        }
        putEvent(db, roast, event);
      }),
    importedParts: (id) =>
      transact(db, 'read', () => {
        const parts = firstRow(
          db,
          main.selectFrom('roast_import').selectAll().where('roast_id', '=', id),
        );
        if (parts === null) return null;
        const curves = rows(
          db,
          main.selectFrom('roast_curve').selectAll().where('roast_id', '=', id).orderBy('position'),
        );
        return {
          curves: curves.map(curveOfRow),
          gaps: readDocument(gapsForm, parts.gaps, `roast_import ${id}`),
          foreign: foreignOf(id, parts.foreign_format, parts.foreign_gzip),
        };
      }),
  };
}

function foreignOf(
  id: RoastId,
  format: string | null,
  packed: Uint8Array | null,
): ForeignData | null {
  if (format === null || packed === null) return null;
  const where = `read roast_import ${id} of main.db`;
  if (format !== 'alog') {
    throw new ArtisanError('store.corrupt', `${where}: field foreign_format is "${format}"`);
  }
  try {
    return { format, text: gunzipSync(packed).toString('utf8') };
  } catch (cause) {
    throw new ArtisanError('store.corrupt', `${where}: field foreign_gzip cannot be unpacked`, {
      cause,
    });
  }
}
