import type { DatabaseSync } from 'node:sqlite';
import { ArtisanError, type LeverState, leverStates, MonoUs, WallMs } from '@artisan-ts/domain';
import type { LeverEvent, RoastStore } from '@artisan-ts/runtime';
import { main } from '#roasts/main-tables.ts';
import { change, firstRow, rows } from '#sqlite/query.ts';
import { transact } from '#sqlite/transaction.ts';
import type { Synchronous } from '#thread/protocol.ts';

type LeverEvents = Pick<Synchronous<RoastStore>, 'appendLeverEvent' | 'leverEvents'>;

/** What every lever did, in the order of time; events of one instant keep the order in which they came. */
export function leverEventsIn(db: DatabaseSync): LeverEvents {
  return {
    appendLeverEvent: (event) => {
      const { machineId: machine_id, lever, atUs: at_us, wallMs: wall_ms, value, state } = event;
      const row = { machine_id, lever, at_us, wall_ms, value, state };
      change(db, main.insertInto('lever_event').values(row));
    },
    leverEvents: (machineId, fromUs, toUs) => {
      const ofMachine = main
        .selectFrom('lever_event')
        .where('machine_id', '=', machineId)
        .where('at_us', '<=', toUs);
      const found = transact(db, 'read', () => {
        const levers = rows(db, ofMachine.select('lever').distinct());
        const before = levers.map(({ lever }) =>
          firstRow(
            db,
            ofMachine
              .selectAll()
              .where('lever', '=', lever)
              .where('at_us', '<', fromUs)
              .orderBy('at_us', 'desc')
              .orderBy('id', 'desc')
              .limit(1),
          ),
        );
        const within = rows(
          db,
          ofMachine.selectAll().where('at_us', '>=', fromUs).orderBy('at_us').orderBy('id'),
        );
        const inFront = before.filter((row) => row !== null);
        return [...inFront.sort((a, b) => a.at_us - b.at_us || a.id - b.id), ...within];
      });
      return found.map(
        (row): LeverEvent => ({
          machineId,
          lever: row.lever,
          atUs: MonoUs(row.at_us),
          wallMs: WallMs(row.wall_ms),
          value: row.value,
          state: leverState(row.state, row.id),
        }),
      );
    },
  };
}

function leverState(text: string, id: number): LeverState {
  const state = leverStates.find((known) => known === text);
  if (state !== undefined) return state;
  throw new ArtisanError('store.corrupt', `lever_event ${id} of main.db: field state is "${text}"`);
}
