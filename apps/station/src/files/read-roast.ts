import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Result, type RoastId, refuse } from '@artisan-ts/domain';
import { type ReadRoastFile, readRoastFile } from '@artisan-ts/formats';
import { SystemClock } from '#platform/system-clock.ts';
import { UuidV7Ids } from '#platform/uuid-v7.ts';

/** Reads a roast file from disk; refuses in one sentence that names it. */
export function readRoast(path: string): Result<ReadRoastFile> {
  const bytes = readBytes(path);
  return bytes.ok ? readRoastFile(bytes.value, basename(path), { newRoastId }) : bytes;
}

/** The bytes of a file a person named. */
export function readBytes(path: string): Result<Uint8Array> {
  try {
    return { ok: true, value: readFileSync(path) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse('request.not-found', `cannot read ${path}: ${why}`);
  }
}

const clock = new SystemClock();
const ids = new UuidV7Ids(() => clock.wallMs());

function newRoastId(): RoastId {
  return ids.next('roast');
}
