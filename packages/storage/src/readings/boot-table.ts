import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BootId, SourceId } from '@artisan-ts/domain';
import type { BootBirth } from '@artisan-ts/runtime';

/** Which starts of its source each boot is. */
export class BootTable {
  readonly #find: StatementSync;
  readonly #highest: StatementSync;
  readonly #insertSource: StatementSync;
  readonly #insert: StatementSync;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare(
      `SELECT count FROM boot JOIN source ON source.id = boot.source
       WHERE source.source_id = ? AND boot = ?`,
    );
    this.#highest = db.prepare(
      `SELECT coalesce(max(count), -1) AS highest FROM boot JOIN source ON source.id = boot.source
       WHERE source.source_id = ?`,
    );
    this.#insertSource = db.prepare(
      'INSERT INTO source (source_id, newest_cursor) VALUES (?, 0) ON CONFLICT DO NOTHING',
    );
    this.#insert = db.prepare(
      `INSERT INTO boot (source, boot, count, born_wall_ms)
       SELECT id, ?, ?, ? FROM source WHERE source_id = ?`,
    );
  }

  countOf(sourceId: SourceId, boot: BootId): number | null {
    const row = this.#find.get(sourceId, boot);
    return row === undefined ? null : Number(row['count']);
  }

  /** Null when the birth was taken; otherwise the highest count of the source. */
  take({ sourceId, boot, bootCount, wallMs }: BootBirth): number | null {
    const known = this.countOf(sourceId, boot);
    if (known === bootCount) return null;
    const highest = Number(this.#highest.get(sourceId)?.['highest']);
    if (known !== null || bootCount <= highest) return highest;
    this.#insertSource.run(sourceId);
    this.#insert.run(boot, bootCount, wallMs, sourceId);
    return null;
  }
}
