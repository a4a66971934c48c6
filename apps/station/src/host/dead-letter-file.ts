import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DeadLetterStore, Logger } from '@artisan-ts/runtime';

/** Enough to find a fault in; the file before is kept once. */
const fileBytesMax = 1_000_000;
/** A sender gone mad must not keep the disk busy: more in a second are only counted. */
const lettersPerSecondMax = 20;

/** `set-aside.jsonl` in the data folder: messages that could not be used, a line each, two megabytes at most. */
export function deadLetterFile(folder: string, logger: Logger): DeadLetterStore {
  const path = join(folder, 'set-aside.jsonl');
  let second = 0;
  let inSecond = 0;
  return {
    keep: (letter) => {
      const now = Math.floor(letter.wallMs / 1000);
      inSecond = now === second ? inSecond + 1 : 1;
      second = now;
      if (inSecond > lettersPerSecondMax) return;
      try {
        appendFileSync(path, `${JSON.stringify(letter)}\n`);
        if (statSync(path).size > fileBytesMax) renameSync(path, `${path}.1`);
      } catch (error) {
        // It was counted and is in the log; the disk may need its room for readings.
        logger.warn({ error }, 'a message that was set aside could not be kept');
      }
    },
  };
}
