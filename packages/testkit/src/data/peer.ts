import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { skipBecause } from '#data/skip.ts';

const folder = resolve(import.meta.dirname, '../../../../.cache/peers');
/** Clients and servers of others that some suites meet; too large, or too much to compile, for every installation. */
const peers = ['phidget22', 'node-snap7'] as const;
type PeerName = (typeof peers)[number];

/**
 * A library that is not ours and not part of the installation; null when it is not there: then the suite is skipped and
 * says why. With `ARTISAN_REQUIRE=all` a missing one is a failure instead.
 */
export function requirePeer<Library>(name: PeerName): Library | null {
  if (!isThere(name)) return null;
  return createRequire(join(folder, 'package.json'))(name) as Library;
}

/** One that is native: the Node that it was made for and where to run it; null as above. */
export function requireNativePeer(
  name: PeerName,
): { readonly node: string; readonly cwd: string } | null {
  if (!isThere(name)) return null;
  return { node: readFileSync(join(folder, 'node-path'), 'utf8').trim(), cwd: folder };
}

function isThere(name: PeerName): boolean {
  const isInstalled = existsSync(join(folder, 'node-path'));
  if (isInstalled && existsSync(join(folder, 'node_modules', name))) return true;
  skipBecause(`${name} is not installed: .ci/peers`);
  return false;
}
