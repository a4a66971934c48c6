import type { IdKind } from '@artisan-ts/domain';
import { z } from 'zod';

/** An id of that kind, as text. */
export function idText(kind: IdKind) {
  return z.string().regex(new RegExp(`^${kind}_[0-9a-f]{32}$`), idWords(kind));
}

/** What such an id looks like, for whoever sent something else. */
export function idWords(kind: IdKind): string {
  return `an id: ${kind}_ and 32 digits of 0-9 and a-f`;
}
