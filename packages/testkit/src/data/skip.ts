/**
 * Prints why something is skipped and gives null; fails instead where everything is required.
 *
 * @throws Error when `ARTISAN_REQUIRE=all`
 */
export function skipBecause(reason: string): null {
  if (process.env['ARTISAN_REQUIRE'] === 'all') {
    throw new Error(`${reason} (ARTISAN_REQUIRE=all allows no skips)`);
  }
  process.stderr.write(`skipped: ${reason}\n`);
  return null;
}
