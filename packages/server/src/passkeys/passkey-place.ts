import { isIP } from 'node:net';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import type { FastifyRequest } from 'fastify';

/** Where a passkey is made and used. */
export interface PasskeyPlace {
  /** Of the page, as the browser signs it: `https://station.roastery.lan`. */
  readonly origin: string;
  /** The name that the passkey belongs to: `station.roastery.lan`, `localhost`. */
  readonly name: string;
}

/**
 * The place of the page that asks. Browsers give passkeys to pages of `localhost`, and over https to names: never to a page
 * over plain http from another computer, and never to a bare address. That the page is one of ours was looked at before.
 */
export function passkeyPlace({ headers }: FastifyRequest): Result<PasskeyPlace> {
  const { origin = '' } = headers;
  const page = URL.canParse(origin) ? new URL(origin) : null;
  if (page === null)
    return refuse('input.invalid', 'passkeys are asked for by a page: Origin is missing');
  const { protocol, hostname } = page;
  const isName = isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
  if (isName && (protocol === 'https:' || hostname === 'localhost')) {
    return ok({ origin, name: hostname });
  }
  const why = isName ? 'over plain http' : `under the address ${hostname}`;
  return refuse(
    'request.conflict',
    `browsers give no passkey to a page ${why}: open the station as http://localhost at its own computer, or over https under a name, or sign in with your PIN`,
  );
}
