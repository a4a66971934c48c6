import { isIP } from 'node:net';
import type { StationConfig } from '@artisan-ts/contracts';

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];
const everyAddress = ['0.0.0.0', '::'];

/**
 * Decides whether a request may be served, from its Host and Origin headers. A page of a foreign site that
 * makes its name point at this machine sends that name as Host; a page that calls us from elsewhere sends its Origin.
 */
export function hostRule(config: Pick<StationConfig, 'listen' | 'allowedHosts'>) {
  const listensEverywhere = everyAddress.includes(config.listen);
  const names = new Set([
    ...loopbackNames,
    ...config.allowedHosts.map((name) => name.toLowerCase()),
    ...(listensEverywhere ? [] : [bracketed(config.listen)]),
  ]);
  const knows = (name: string): boolean =>
    // An address in digits cannot be made to point elsewhere, so it is safe where we listen on all of them.
    names.has(name) || (listensEverywhere && isIP(name.replace(/^\[|\]$/g, '')) !== 0);

  return (headers: {
    readonly host?: string | undefined;
    readonly origin?: string | undefined;
  }): string | null => {
    const host = urlOf(`http://${headers.host ?? ''}`);
    if (!host || !knows(host.hostname)) {
      return `host "${headers.host ?? ''}" is not this station; open it as localhost, or add the name to allowedHosts in config.json`;
    }
    if (headers.origin === undefined) return null;
    if (urlOf(headers.origin)?.host === host.host) return null;
    return `a page from "${headers.origin}" may not use this station; only its own pages may`;
  };
}

function bracketed(address: string): string {
  return isIP(address) === 6 ? `[${address}]` : address.toLowerCase();
}

function urlOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
