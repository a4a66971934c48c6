import { type MarkKind, markKinds, markLabels } from '@artisan-ts/domain';

/** The name of a mark within a sentence: `dry end`, `FC start`. */
export const momentWords: Readonly<Record<MarkKind, string>> = Object.fromEntries(
  markKinds.map((kind) => {
    const label = markLabels[kind];
    return [kind, /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)];
  }),
) as Record<MarkKind, string>;
