import type { MarkKind } from '@artisan-ts/domain';

const needed = [
  ['charge', 'charge'],
  ['fcStart', 'first crack'],
  ['drop', 'drop'],
] as const satisfies readonly (readonly [MarkKind, string])[];

/** The marks without which there are none. */
type PhaseMark = (typeof needed)[number][0];

/** Why a roast has no phases, in a sentence: which of the marks that make them is missing. */
export function noPhasesWords(isMarked: (kind: PhaseMark) => boolean): string {
  const missing = needed.flatMap(([kind, name]) => (isMarked(kind) ? [] : [name]));
  const last = missing.at(-1);
  if (last === undefined) {
    return 'No phases: its marks are not in the order of a roast, or nothing tells where drying ended.';
  }
  if (missing.length === 1) return `No phases: ${last} is not marked.`;
  return `No phases: ${missing.slice(0, -1).join(', ')} and ${last} are not marked.`;
}
