import { type Id, type IdKind, makeId } from '@artisan-ts/domain';
import type { IdSource } from '@artisan-ts/runtime';

const counterHexDigits = 12;

/** Ids that count up over all kinds: unique, in the order of their making, and shaped like a UUIDv7. */
export class CountingIds implements IdSource {
  #made = 0;

  next<Kind extends IdKind>(kind: Kind): Id<Kind> {
    this.#made += 1;
    return makeId(
      kind,
      `00000000000070008000${this.#made.toString(16).padStart(counterHexDigits, '0')}`,
    );
  }
}
