import type { DatabaseSync } from 'node:sqlite';
import type { RoastStore } from '@artisan-ts/runtime';
import { clockAnchorsIn } from '#roasts/clock-anchors.ts';
import { clockFloorIn } from '#roasts/clock-floor.ts';
import { closingsIn } from '#roasts/closings.ts';
import { cuppingSheetsIn } from '#roasts/cupping-sheets.ts';
import { filedRoastsIn } from '#roasts/filed-roasts.ts';
import { idempotentAnswersIn } from '#roasts/idempotent-answers.ts';
import { importsIn } from '#roasts/imports.ts';
import { keptRoastsIn } from '#roasts/kept-roasts.ts';
import { leverEventsIn } from '#roasts/lever-events.ts';
import { lotUsesIn } from '#roasts/lot-uses.ts';
import { machinesIn } from '#roasts/machines.ts';
import { recordsIn } from '#roasts/records.ts';
import { roastsIn } from '#roasts/roasts.ts';
import { settingsIn } from '#roasts/settings.ts';
import type { Synchronous } from '#thread/protocol.ts';

/** Machines, roasts and what people did, in `main.db`. */
export function sqliteRoastStore(db: DatabaseSync): Synchronous<RoastStore> {
  return {
    ...machinesIn(db),
    ...clockAnchorsIn(db),
    ...clockFloorIn(db),
    ...roastsIn(db),
    ...closingsIn(db),
    ...importsIn(db),
    ...keptRoastsIn(db),
    ...filedRoastsIn(db),
    ...settingsIn(db),
    ...leverEventsIn(db),
    ...idempotentAnswersIn(db),
    ...recordsIn(db),
    ...lotUsesIn(db),
    ...cuppingSheetsIn(db),
  };
}
