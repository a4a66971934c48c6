import { readFileSync, statSync } from 'node:fs';
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

/** Four times the largest roast file: what is larger is not looked into. */
const bytesMax = 256 * 1024 * 1024;

/** The bytes of a file a person named. */
export function readBytes(path: string): Result<Uint8Array> {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return unread(path, 'it is a folder; name one file in it');
    // A device or a pipe may have no end.
    if (!found.isFile()) return unread(path, 'it is no file');
    if (found.size > bytesMax) {
      return unread(path, `its ${found.size} bytes are more than any such file has`);
    }
    return { ok: true, value: readFileSync(path) };
  } catch (error) {
    if (isMissing(error)) return unread(path, 'there is no such file');
    return unread(path, error instanceof Error ? error.message : String(error));
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function unread(path: string, why: string): Result<never> {
  return refuse('request.not-found', `cannot read ${path}: ${why}`);
}

const clock = new SystemClock();
const ids = new UuidV7Ids(() => clock.wallMs());

function newRoastId(): RoastId {
  return ids.next('roast');
}
