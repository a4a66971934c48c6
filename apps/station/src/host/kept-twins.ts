import { readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeptTwin, keptTwin } from '@artisan-ts/contracts';
import type { SourceId } from '@artisan-ts/domain';
import type { TwinKeeper } from '@artisan-ts/drivers';
import type { Logger } from '@artisan-ts/runtime';

/** Where simulated machines are, on disk. */
export interface KeptTwins extends TwinKeeper {
  /** Resolves when everything is on disk, or was given up on. */
  close(): Promise<void>;
}

/** `<source>.json` in a folder: where each simulated machine was when somebody did something to it for the last time. */
export function keptTwins(folder: string, logger: Logger): KeptTwins {
  const pathOf = (source: SourceId): string => join(folder, `${source}.json`);
  const waiting = new Map<SourceId, KeptTwin>();
  let writing: Promise<void> | null = null;

  const writeAll = async (): Promise<void> => {
    for (const [source, twin] of waiting) {
      waiting.delete(source);
      try {
        await writeWhole(pathOf(source), JSON.stringify(twin));
      } catch (error) {
        // A rehearsal is worth no more than this: the next thing done to the machine tries again.
        logger.warn({ source, error }, 'where a simulated machine is could not be kept');
      }
    }
    writing = null;
  };

  return {
    left: (source) => {
      const twin = keptTwin.safeParse(readJson(pathOf(source)));
      return twin.success ? twin.data : null;
    },
    keep: (source, twin) => {
      waiting.set(source, twin);
      writing ??= writeAll();
    },
    close: async () => {
      await writing;
    },
  };
}

/** Null when there is nothing that can be read: the machine is then preheated. */
function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** Beside its place, to the disk, and only then into its place: a power cut leaves the old one or the new one. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.part`;
  const file = await open(draft, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
