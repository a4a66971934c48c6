import type { MonoUs } from '@artisan-ts/domain';
import type { ReadingLoss } from '#ports/reading-store.ts';

/** A note of the station's own, and where on the axis it stands. */
export interface OwnNote {
  readonly text: string;
  readonly atUs: MonoUs;
}

/** Where readings began to be lost. */
export function lossBegins({ fromUs }: Pick<ReadingLoss, 'fromUs'>): OwnNote {
  const text = 'From here on readings are lost: the disk takes none and memory is full.';
  return { text, atUs: fromUs };
}

/** Where that ended. The same words from memory and from disk, so that a roast that has them gets them once. */
export function lossEnds({ toUs, readings }: Pick<ReadingLoss, 'toUs' | 'readings'>): OwnNote {
  const text = `Readings are saved again: ${readings} were lost up to here.`;
  return { text, atUs: toUs };
}

/** What a roast has to say of losses that are over, by time. */
export function lossNotes(losses: readonly ReadingLoss[]): readonly OwnNote[] {
  return losses
    .flatMap((loss) => [lossBegins(loss), lossEnds(loss)])
    .sort((a, b) => a.atUs - b.atUs);
}
