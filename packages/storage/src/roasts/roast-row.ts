import { roastHeaderForm, roastSpanForm, roastSummaryForm } from '@artisan-ts/contracts';
import { ArtisanError, qualityOf } from '@artisan-ts/domain';
import type { ListedRoast, StoredRoast } from '@artisan-ts/runtime';
import { readDocument, writeDocument } from '#roasts/document.ts';
import type { RoastRow } from '#roasts/main-tables.ts';
import { searchText } from '#roasts/search-text.ts';

/** Where roasts stand in the list whose start nobody knows: behind all others. */
const startUnknownMs = Number.MIN_SAFE_INTEGER;

/** A roast as it is written, checked; what was kept of it holds no longer. @throws ArtisanError `defect.invariant` */
export function roastRow({ header, span }: StoredRoast): RoastRow {
  const where = `roast ${header.id}`;
  const { title, beans, machineName } = header;
  const { profile, person } = qualityOf(header);
  return {
    id: header.id,
    revision: header.revision,
    machine_id: header.machineId,
    is_open: header.closeReason === null ? 1 : 0,
    listed_at_ms: header.startedWallMs ?? startUnknownMs,
    search_text: searchText([title, beans, machineName, profile, person].join('\n')),
    span: span === null ? null : writeDocument(roastSpanForm, span, where),
    document: writeDocument(roastHeaderForm, header, where),
    kept_version: 0,
    summary: null,
    deleted_at_ms: header.deletedWallMs ?? null,
  };
}

/** The columns of a roast that give it back. */
export const roastColumns = ['id', 'revision', 'span', 'document'] as const;

/** A roast as it was written, checked again. @throws ArtisanError `store.corrupt` */
export function roastOfRow(row: Pick<RoastRow, (typeof roastColumns)[number]>): StoredRoast {
  const where = `roast ${row.id}`;
  const header = readDocument(roastHeaderForm, row.document, where);
  if (header.id !== row.id || header.revision !== row.revision) {
    throw new ArtisanError(
      'store.corrupt',
      `read ${where} of main.db: field document is of ${header.id} revision ${header.revision}, ` +
        `the row is revision ${row.revision}`,
    );
  }
  return {
    header,
    span: row.span === null ? null : readDocument(roastSpanForm, row.span, where),
  };
}

/** The columns of a roast that give it back with its summary. */
export const listedColumns = [...roastColumns, 'summary'] as const;

/** A roast of a list. @throws ArtisanError `store.corrupt` */
export function listedRoastOfRow(row: Pick<RoastRow, (typeof listedColumns)[number]>): ListedRoast {
  const summary =
    row.summary === null
      ? null
      : readDocument(roastSummaryForm, row.summary, `summary of roast ${row.id}`);
  return { ...roastOfRow(row), summary };
}
