import type { Id, IdKind } from '@artisan-ts/domain';

/** The only maker of ids: UUIDv7 in production, counted in tests. */
export interface IdSource {
  next<Kind extends IdKind>(kind: Kind): Id<Kind>;
}
