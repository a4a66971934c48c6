import type { AddNoteBody, RoastDto } from '@artisan-ts/contracts';
import { type MachineId, type NoteId, ok, type Result, refuse } from '@artisan-ts/domain';
import { markMoment, markPlaceOf } from '#machines/mark-position.ts';
import { noMachine, storeRefusal } from '#machines/refusals.ts';
import type { StationParts } from '#station-parts.ts';

/** What people write while they roast. */
export class NoteService {
  readonly #station: StationParts;

  constructor(station: StationParts) {
    this.#station = station;
  }

  async add(id: MachineId, { text, at }: AddNoteBody): Promise<Result<RoastDto>> {
    const { machines, deps, answer } = this.#station;
    const attached = machines.get(id);
    if (attached === undefined) return noMachine(id);
    // What is written takes a while: the moment it is about is when it was begun.
    const moment =
      at === undefined ? ok(attached.clock.monoUs()) : markMoment(at, markPlaceOf(attached));
    if (!moment.ok) return moment;
    try {
      const roastId = attached.desk.note(deps.ids.next('note'), text, moment.value);
      if (roastId !== null) return answer(roastId);
    } catch (error) {
      return storeRefusal(error);
    }
    return refuse(
      'mark.no-roast',
      'no roast is going on; write it into the roasting notes of the roast it belongs to',
    );
  }

  async remove(id: MachineId, noteId: NoteId): Promise<Result<RoastDto>> {
    const { machines, ledger, answer } = this.#station;
    const attached = machines.get(id);
    if (attached === undefined) return noMachine(id);
    const roast = attached.desk.roast;
    const notes = roast?.header.notes ?? [];
    if (roast === null || !notes.some((note) => note.id === noteId)) {
      return refuse('request.not-found', `the last roast of the machine has no note ${noteId}`);
    }
    try {
      const kept = notes.filter((note) => note.id !== noteId);
      ledger.change(roast.header.id, { header: { notes: kept } });
    } catch (error) {
      return storeRefusal(error);
    }
    this.#station.deskListener(id).changed();
    return answer(roast.header.id);
  }
}
