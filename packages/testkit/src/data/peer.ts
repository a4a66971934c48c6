import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { skipBecause } from '#data/skip.ts';

const folder = resolve(import.meta.dirname, '../../../../.cache/peers');
/** Clients and servers of others that some suites meet; too large, or too much to compile, for every installation. */
const peers = ['phidget22', 'node-snap7'] as const;

/**
 * A library that is not ours and not part of the installation; null when it is not there: then the suite is skipped and
 * says why. With `ARTISAN_REQUIRE=all` a missing one is a failure instead.
 */
export function requirePeer<Library>(name: (typeof peers)[number]): Library | null {
  if (!existsSync(join(folder, 'node_modules', name))) {
    return skipBecause(`${name} is not installed: .ci/peers`);
  }
  return createRequire(join(folder, 'package.json'))(name) as Library;
}
