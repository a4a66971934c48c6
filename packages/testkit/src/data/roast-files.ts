import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { skipBecause } from '#data/skip.ts';

const repositoryRoot = fileURLToPath(new URL('../../../../', import.meta.url));
const sharedData = join(repositoryRoot, '..', 'shared', 'data');

/**
 * Real roast files, which are test data and no part of the project: paths of all `.alog` in
 * `$ARTISAN_ROASTS`, else in `../shared/data/roasts`, sorted. Empty when there are none, with the reason printed;
 * a failure with `ARTISAN_REQUIRE=all`.
 */
export function roastFiles(): readonly string[] {
  return filesIn(process.env['ARTISAN_ROASTS'] ?? join(sharedData, 'roasts'), '*.alog');
}

/** The same for files of all programs and vendors, in `../shared/data/other`; `pattern` is a glob such as `*.alog`. */
export function otherRoastFiles(pattern: string): readonly string[] {
  return filesIn(join(sharedData, 'other'), `**/${pattern}`);
}

function filesIn(folder: string, pattern: string): readonly string[] {
  const found = existsSync(folder) ? globSync(pattern, { cwd: folder }) : [];
  if (found.length === 0) skipBecause(`no ${pattern} in ${folder}: set ARTISAN_ROASTS`);
  return found.sort().map((name) => join(folder, name));
}
