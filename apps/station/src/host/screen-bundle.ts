import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Logger } from '@artisan-ts/runtime';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const cacheFolder = join(root, '.cache', 'ui');
const builder = fileURLToPath(new URL('./build-screen.ts', import.meta.url));

/** Everything a bundle is made from: the screen, the packages it draws on, and the versions of their libraries. */
const sources = [
  'packages/ui/{index.html,vite.config.ts,package.json}',
  'packages/{ui,roast,contracts,domain,runtime}/src/**/*.{ts,tsx,css,svg,html}',
  'package-lock.json',
];

/** Bundles that are kept for going back and forth between versions of the sources. */
const bundlesMax = 5;

/** The slowest computer we know takes half a minute. */
const buildMsMax = 180_000;

/**
 * The folder of the built screen, made once for each state of the sources. Bundling runs in a process of its
 * own: it needs much memory for a moment, and its failure must not touch the recorder. Null when it failed.
 */
export async function builtScreen(parts: {
  readonly tell: (line: string) => void;
  readonly logger: Logger;
}): Promise<string | null> {
  const folder = join(cacheFolder, hashOfSources());
  if (existsSync(folder)) return folder;
  parts.tell('Preparing the screen; this happens once for each version...');
  const unfinished = `${folder}.${process.pid}`;
  try {
    mkdirSync(cacheFolder, { recursive: true });
    await promisify(execFile)(process.execPath, [builder, unfinished], { timeout: buildMsMax });
    if (!existsSync(folder)) renameSync(unfinished, folder);
    forgetOldBundles();
    return folder;
  } catch (error) {
    parts.logger.error({ err: error }, 'the screen could not be built; the API is served alone');
    return null;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const paths = sources.flatMap((pattern) => globSync(pattern, { cwd: root })).sort();
  for (const path of paths) {
    if (/\.test\.tsx?$/.test(path)) continue;
    hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex').slice(0, 16);
}

function forgetOldBundles(): void {
  const bundles = globSync(join(cacheFolder, '*/index.html')).map(dirname);
  const ageOf = (folder: string): number => -statSync(folder).mtimeMs;
  for (const folder of bundles.sort((a, b) => ageOf(a) - ageOf(b)).slice(bundlesMax)) {
    rmSync(folder, { recursive: true, force: true });
  }
}
