import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { skipBecause } from '#data/skip.ts';

const folder = resolve(import.meta.dirname, '../../../../.cache/peers');
/** Clients and servers of others that some suites meet; too large, or too much to compile, for every installation. */
type PeerName = 'phidget22' | 'node-snap7';

/**
 * A library that is not ours and not part of the installation; null when it is not there: then the suite is skipped and
 * says why. With `ARTISAN_REQUIRE=all` a missing one is a failure instead.
 */
export function requirePeer<Library>(name: PeerName): Library | null {
  if (!existsSync(join(folder, 'node_modules', name))) {
    return skipBecause(`${name} is not installed: .ci/peers`);
  }
  return createRequire(join(folder, 'package.json'))(name) as Library;
}

/**
 * One that is native: the Node that it was made for and where to run it; null when it is not there. Nothing requires it: it
 * is made where there is a compiler with the headers of a Node.
 */
export function requireNativePeer(
  name: PeerName,
): { readonly node: string; readonly cwd: string } | null {
  const nodePath = join(folder, 'node-path');
  if (existsSync(nodePath)) return { node: readFileSync(nodePath, 'utf8').trim(), cwd: folder };
  process.stderr.write(`skipped: ${name} could not be made here: .ci/peers\n`);
  return null;
}
