import type { AddNoteBody, RoastDto } from '@artisan-ts/contracts';
import { type MachineId, type NoteId, type Result, refuse } from '@artisan-ts/domain';
import { noMachine, storeRefusal } from '#machines/refusals.ts';
import type { StationParts } from '#station-parts.ts';

/** What people write while they roast. */
export class NoteService {
  readonly #station: StationParts;

  constructor(station: StationParts) {
    this.#station = station;
  }

  async add(id: MachineId, { text }: AddNoteBody): Promise<Result<RoastDto>> {
    const { machines, deps, answer } = this.#station;
    const attached = machines.get(id);
    if (attached === undefined) return noMachine(id);
    try {
      const roastId = attached.desk.note(deps.ids.next('note'), text, attached.clock.monoUs());
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
