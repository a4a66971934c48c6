import type { MissionDeed } from '@artisan-ts/contracts';

/** What a person can do with a mission: on the button, its key, and what is said when it was done. */
export const deedWords: Readonly<
  Record<MissionDeed, { readonly label: string; readonly key: string; readonly done: string }>
> = {
  approve: { label: 'Release', key: 'A', done: 'Released' },
  reject: { label: 'Reject', key: 'X', done: 'Rejected' },
  retry: { label: 'Try now', key: 'T', done: 'Tried at once' },
  cancel: { label: 'Stop', key: 'S', done: 'Stopped' },
  redrive: { label: 'Run again', key: 'G', done: 'Runs again' },
};

/** A mission that was rejected or stopped has ended for good: these wait a moment, so that they can be taken back. */
export const heldDeeds: ReadonlySet<MissionDeed> = new Set(['reject', 'cancel']);

/** So long a deed that ends a mission can be taken back. */
export const heldMs = 8_000;

/** The deed of a key, or null. */
export function deedOfKey(key: string): MissionDeed | null {
  const deeds = Object.keys(deedWords) as MissionDeed[];
  return deeds.find((deed) => deedWords[deed].key === key.toUpperCase()) ?? null;
}
