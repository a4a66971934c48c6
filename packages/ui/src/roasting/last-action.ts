import type { RoastDto } from '@artisan-ts/contracts';
import { type MarkKind, markLabels } from '@artisan-ts/domain';

/** The last thing that can be taken back by one press. */
export type LastAction =
  | { readonly what: 'mark'; readonly kind: MarkKind; readonly label: string }
  | { readonly what: 'note'; readonly noteId: string; readonly label: string };

/**
 * The newest mark or note of a roast that still stands; null when there is none. Times are compared on the
 * wall clock of the machine, which runs ahead of ours when it is simulated faster.
 */
export function lastAction(roast: RoastDto | null): LastAction | null {
  if (!roast) return null;
  const marks = roast.marks
    .filter((mark) => mark.kind !== 'turningPoint')
    .map((mark) => ({
      atMs: mark.history.at(-1)?.wallMs ?? Number.NEGATIVE_INFINITY,
      action: { what: 'mark', kind: mark.kind, label: markLabels[mark.kind] } as LastAction,
    }));
  const zeroMs = wallAtZero(roast);
  const notes = roast.notes.flatMap(({ id, timeS }) => {
    if (id === null) return [];
    const action: LastAction = { what: 'note', noteId: id, label: 'note' };
    return [{ atMs: zeroMs + timeS * 1000, action }];
  });
  const newest = [...marks, ...notes].toSorted((a, b) => a.atMs - b.atMs).at(-1);
  return newest?.action ?? null;
}

/** The machine's wall time at second 0 of the times of a roast. */
function wallAtZero(roast: RoastDto): number {
  const chargeUs = roast.marks.find((mark) => mark.kind === 'charge')?.monoUs ?? roast.startUs;
  const sinceStartS = ((chargeUs ?? 0) - (roast.startUs ?? 0)) / 1e6;
  return (roast.startedWallMs ?? 0) + sinceStartS * 1000;
}
