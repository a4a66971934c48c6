import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { ok, type Result, refuse } from '@artisan-ts/domain';

/** The files a person named; a folder stands for the roast files right in it. */
export function roastPaths(paths: readonly string[]): Result<readonly string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = filesAt(path);
    if (!found.ok) return found;
    files.push(...found.value);
  }
  return ok(files);
}

function filesAt(path: string): Result<readonly string[]> {
  try {
    if (!statSync(path).isDirectory()) return ok([path]);
    const names = readdirSync(path).filter((name) => extname(name).toLowerCase() === '.alog');
    return ok(names.sort().map((name) => join(path, name)));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse('request.not-found', `cannot read ${path}: ${why}`);
  }
}
