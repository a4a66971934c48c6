import type { Checkpoint } from '@artisan-ts/trust';

/** Where it is kept, outside of the store, how the audit log stood: a log alone cannot show that its end was cut off. */
export interface AuditAnchors {
  /** Signs a checkpoint and keeps it in every place; gives, in words, the places where it could not be kept. */
  keep(checkpoint: Checkpoint): Promise<readonly string[]>;
  /** The newest checkpoint of a log in each place that has one. */
  newest(log: string): Promise<readonly Checkpoint[]>;
}
