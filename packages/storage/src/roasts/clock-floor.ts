import type { DatabaseSync } from 'node:sqlite';
import { clockFloorForm } from '@artisan-ts/contracts';
import { WallMs } from '@artisan-ts/domain';
import type { ClockFloorStore } from '@artisan-ts/runtime';
import { readDocument, writeDocument } from '#roasts/document.ts';
import { main } from '#roasts/main-tables.ts';
import { change, firstRow } from '#sqlite/query.ts';
import type { Synchronous } from '#thread/protocol.ts';

/** The latest time that was told: one row, and the last event that was committed. */
export function clockFloorIn(db: DatabaseSync): Synchronous<ClockFloorStore> {
  return {
    clockFloor: () => {
      const row = firstRow(db, main.selectFrom('clock_floor').selectAll());
      const stored = row && readDocument(clockFloorForm, row.document, 'clock_floor');
      const event = firstRow(
        db,
        main.selectFrom('outbox').select('wall_ms').orderBy('id', 'desc').limit(1),
      );
      if (stored === null && event === null) return null;
      const latestMs = Math.max(stored?.wallMs ?? 0, event?.wall_ms ?? 0);
      return { wallMs: WallMs(latestMs), jumps: stored?.jumps ?? [] };
    },
    saveClockFloor: (floor) => {
      const document = writeDocument(clockFloorForm, floor, 'clock_floor');
      change(
        db,
        main
          .insertInto('clock_floor')
          .values({ id: 1, document })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ document })),
      );
    },
  };
}
