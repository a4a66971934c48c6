import { closeSync, constants, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** How much each file of the store had acknowledged, by the name of the file; counts only grow. */
export type HighWater = Readonly<Record<string, number>>;

const noteName = 'acknowledged.json';
/** Within one sector, so that a power cut leaves the old note or the new one. */
const noteBytes = 256;

/**
 * Remembers beside the databases how much was acknowledged. A write-ahead log that was cut off looks to SQLite like one that
 * was never longer; only something outside the file can tell. It is written after the commit and not synced: it may be
 * behind after a power cut, and never ahead.
 */
export class Witness {
  readonly #handle: number;

  constructor(folder: string) {
    this.#handle = openSync(join(folder, noteName), constants.O_RDWR | constants.O_CREAT, 0o644);
  }

  note(highWater: HighWater): void {
    writeSync(this.#handle, JSON.stringify(highWater).padEnd(noteBytes), 0);
  }

  close(): void {
    closeSync(this.#handle);
  }
}

/** What was noted last; nothing when there is no note that can be read. */
export function readWitness(folder: string): HighWater {
  const path = join(folder, noteName);
  if (!existsSync(path)) return {};
  try {
    const note: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof note === 'object' && note !== null ? (note as HighWater) : {};
  } catch (error) {
    // A note that a power cut tore says nothing; the databases say the rest.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
