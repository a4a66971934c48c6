import { type MarkKind, type RoastRecord, settableMarkKinds } from '@artisan-ts/domain';
import { nearestIndex } from '@artisan-ts/roast';

/** A mark of a file and the sample it stands at. */
export interface PlannedMark {
  readonly kind: MarkKind;
  readonly index: number;
}

/**
 * The marks of a file in the order in which they are pressed: by time, and cool end after everything else, because
 * it closes the roast while the samples after it still count.
 */
export function markPlan(record: RoastRecord, timeS: readonly number[]): readonly PlannedMark[] {
  const planned = settableMarkKinds.flatMap((kind) => {
    const mark = record.marks[kind];
    return mark ? [{ kind, index: nearestIndex(timeS, mark.timeS) }] : [];
  });
  const order = ({ kind, index }: PlannedMark): number =>
    kind === 'coolEnd' ? Number.POSITIVE_INFINITY : index;
  return planned.sort((a, b) => order(a) - order(b));
}
