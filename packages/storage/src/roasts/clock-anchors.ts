import type { DatabaseSync } from 'node:sqlite';
import { MonoUs, WallMs } from '@artisan-ts/domain';
import type { RoastStore } from '@artisan-ts/runtime';
import { main } from '#roasts/main-tables.ts';
import { change, firstRow } from '#sqlite/query.ts';
import type { Synchronous } from '#thread/protocol.ts';

type ClockAnchors = Pick<Synchronous<RoastStore>, 'clockAnchor' | 'saveClockAnchor'>;

/** The newest anchor of each source. */
export function clockAnchorsIn(db: DatabaseSync): ClockAnchors {
  return {
    clockAnchor: (sourceId) => {
      const row = firstRow(
        db,
        main.selectFrom('clock_anchor').selectAll().where('source_id', '=', sourceId),
      );
      if (row === null) return null;
      return {
        sourceId,
        systemBoot: row.system_boot,
        systemMonoUs: MonoUs(row.system_mono_us),
        systemWallMs: WallMs(row.system_wall_ms),
        sourceMonoUs: MonoUs(row.source_mono_us),
        sourceWallMs: WallMs(row.source_wall_ms),
        rate: row.rate,
      };
    },
    saveClockAnchor: (anchor) => {
      const place = {
        system_boot: anchor.systemBoot,
        system_mono_us: anchor.systemMonoUs,
        system_wall_ms: anchor.systemWallMs,
        source_mono_us: anchor.sourceMonoUs,
        source_wall_ms: anchor.sourceWallMs,
        rate: anchor.rate,
      };
      change(
        db,
        main
          .insertInto('clock_anchor')
          .values({ source_id: anchor.sourceId, ...place })
          .onConflict((conflict) => conflict.column('source_id').doUpdateSet(place)),
      );
    },
  };
}
