import { DatabaseSync } from 'node:sqlite';
import type { ReadingStore } from '@artisan-ts/runtime';

/** Mistakes that a store could make and that its tests must find; none of them is in the store. */
export const plants = [
  /** Nothing is ever synced. */
  'sync-off',
  /** The log is synced when it is written back and not at each commit: SQLite's own choice for this journal. */
  'sync-normal',
  /** What a change replaces is kept in memory alone. */
  'journal-in-memory',
  /** Readings are acknowledged and then committed. */
  'acknowledged-early',
] as const;
export type Plant = (typeof plants)[number];

const settings: Partial<Record<Plant, readonly [string, string]>> = {
  'sync-off': ['synchronous = FULL', 'synchronous = OFF'],
  'sync-normal': ['synchronous = FULL', 'synchronous = NORMAL'],
  'journal-in-memory': ['journal_mode = WAL', 'journal_mode = MEMORY'],
};

/** Opens every database of this thread with the mistake in its settings. */
export function plantInSettings(plant: Plant): void {
  const planted = settings[plant];
  if (planted === undefined) return;
  const exec = DatabaseSync.prototype.exec;
  DatabaseSync.prototype.exec = function (sql) {
    exec.call(this, sql.replace(...planted));
  };
}

/** Long enough to be told of it, short enough to be kept whole by whoever is not cut. */
const lateMs = 15;

/** The readings of a store that answers first. */
export function acknowledgedEarly(readings: ReadingStore): ReadingStore {
  let promised = 0;
  return {
    append: async (group, ...more) => {
      promised += group.length;
      // Who was answered already never hears that it failed: that is the mistake.
      setTimeout(() => readings.append(group, ...more).catch(() => undefined), lateMs);
      return { cursor: promised, duplicates: 0 };
    },
    losses: (...asked) => readings.losses(...asked),
    range: (query) => readings.range(query),
    newest: (sourceId) => readings.newest(sourceId),
    durableCursor: () => readings.durableCursor(),
    sources: () => readings.sources(),
    unbrokenThrough: (...run) => readings.unbrokenThrough(...run),
    forget: (...forgotten) => readings.forget(...forgotten),
    recordBirth: (birth) => readings.recordBirth(birth),
    bootCount: (...boot) => readings.bootCount(...boot),
    gaps: (stretches) => readings.gaps(stretches),
    openGaps: (...asked) => readings.openGaps(...asked),
    lateStretch: (sourceIds) => readings.lateStretch(sourceIds),
    lookedBack: (...looked) => readings.lookedBack(...looked),
  };
}
