import type { AuditAnchors } from '@artisan-ts/runtime';
import type { Checkpoint } from '@artisan-ts/trust';

/** Anchors of an audit log in memory, in one place, unsigned. */
export interface MemoryAnchors extends AuditAnchors {
  /** Oldest first. */
  readonly kept: Checkpoint[];
}

/** A place for anchors that never fails. */
export function memoryAnchors(): MemoryAnchors {
  const kept: Checkpoint[] = [];
  return {
    kept,
    keep: async (checkpoint) => {
      kept.push(checkpoint);
      return [];
    },
    newest: async (log) => kept.filter((each) => each.log === log).slice(-1),
  };
}
