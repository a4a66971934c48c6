import type { RoastDto } from '@artisan-ts/contracts';
import type { NoteToShow } from '@artisan-ts/roast';

/** What was noted during a roast. Notes of the station have no id: nobody can take them back; nor have those of other programs' files. */
export function notesOnChart(roast: RoastDto | null): readonly NoteToShow[] {
  if (roast === null) return [];
  return roast.notes.map(({ id, timeS, text }) => ({
    timeS,
    text,
    byStation: id === null && roast.origin !== 'imported',
  }));
}
