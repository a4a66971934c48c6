import { type Mark, type MarkKind, type MarkSet, settableMarkKinds } from '@artisan-ts/domain';
import type { AlogFields } from '#alog/fields.ts';
import { kindOf, laxInteger } from '#alog/lax.ts';
import { nearestTimeIndex } from '#alog/order.ts';
import { type Samples, timeOfFileIndex } from '#alog/samples.ts';

/** Slots of `timeindex`, in its order: the marks a person can set, in the order of a roast. */
const slots: readonly MarkKind[] = settableMarkKinds;

/** "Not set" is -1 in the slot of charge, where 0 is the first sample, and 0 in all others. */
function unset(slot: number): number {
  return slot === 0 ? -1 : 0;
}

/** Reads `timeindex`. An index beyond the samples is clamped to the last and listed as lost. */
export function readMarks(fields: AlogFields, samples: Samples): MarkSet {
  const marks: Partial<Record<MarkKind, Mark>> = {};
  const indexes = fields.list('timeindex') ?? [];
  if (indexes.length > slots.length) {
    fields.lose('timeindex', `had ${indexes.length} entries, only ${slots.length} have a meaning`);
  }
  for (const [slot, kind] of slots.entries()) {
    const entry = indexes[slot];
    if (entry === undefined) continue;
    const index = laxInteger(entry);
    if (index === null) {
      fields.lose('timeindex', `${kind} is ${kindOf(entry)}, expected a whole number: not set`);
      continue;
    }
    if (index <= unset(slot)) {
      if (index < unset(slot)) fields.lose('timeindex', `${kind} is ${index}: read as not set`);
      continue;
    }
    const last = samples.fileLength - 1;
    if (index > last) {
      fields.lose('timeindex', `${kind} is ${index}, beyond the last sample ${last}: moved there`);
    }
    marks[kind] = importedMark(kind, timeOfFileIndex(samples, Math.min(index, last)));
  }
  return marks;
}

function importedMark(kind: MarkKind, timeS: number): Mark {
  return {
    kind,
    timeS,
    state: 'confirmed',
    source: 'imported',
    confidence: 1,
    reason: '',
    history: [],
  };
}

/**
 * Gives `timeindex` for the marks of a record. Suggested marks are an opinion and not written, but for charge
 * and drop: a file has no other zero, and Artisan's own automatic ones stand there too.
 *
 * `fileIndex` tells the index a mark had in the file it came from, so that one of several samples of the same
 * second stays the one.
 */
export function writeMarks(
  marks: MarkSet,
  timeS: readonly number[],
  fileIndex: (slot: number, timeS: number) => number | null,
): bigint[] {
  return slots.map((kind, slot) => {
    const mark = marks[kind];
    if (mark === undefined || !isWritten(mark)) return BigInt(unset(slot));
    const index = fileIndex(slot, mark.timeS) ?? nearestTimeIndex(timeS, mark.timeS);
    // The first sample of all cannot carry a mark but charge: 0 means "not set" there.
    return BigInt(Math.max(index, unset(slot) + (timeS.length > 1 ? 1 : 0)));
  });
}

function isWritten(mark: Mark): boolean {
  return mark.state === 'confirmed' || mark.kind === 'charge' || mark.kind === 'drop';
}
