import { type Alignment, alignments } from '@artisan-ts/domain';

/** What the address of the screen says: which roasts, how they are laid on each other, and against which they are held. */
export interface CompareSearch {
  readonly roasts: string;
  readonly align: Alignment;
  readonly reference: string;
}

/** Reads the address; what makes no sense there is left out. */
export function compareSearch(given: Readonly<Record<string, unknown>>): CompareSearch {
  const align = alignments.find((name) => name === given['align']) ?? 'charge';
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  return { roasts: text('roasts'), align, reference: text('reference') };
}
