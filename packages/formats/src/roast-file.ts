import { ok, type Refusal, type Result, refuse } from '@artisan-ts/domain';
import { type ReadOptions, type ReadRoast, readAlog } from '#alog/read.ts';
import { maxFileBytes, tooLarge } from '#python/limits.ts';
import { decodeUtf8 } from '#text/utf8.ts';

/** A roast from a file, and what kind of file it was. */
export interface ReadRoastFile extends ReadRoast {
  readonly format: 'alog';
}

/**
 * Reads a roast file whatever its name says: the content tells the format.
 *
 * Errors: `format.unknown` and `format.not-alog` for what is no roast log, and those of {@link readAlog}; every
 * message is one sentence that names the file.
 */
export function readRoastFile(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions,
): Result<ReadRoastFile> {
  const read = readContent(bytes, options);
  if (read.ok) return ok({ format: 'alog', ...read.value });
  const which = fileName === '' ? 'the file' : `"${fileName}"`;
  return refuse(read.code, `cannot read ${which}: ${read.message}`);
}

function readContent(bytes: Uint8Array, options: ReadOptions): Result<ReadRoast> {
  if (bytes.length > maxFileBytes) return tooLarge(bytes.length);
  if (bytes.length === 0) return refuse('format.unknown', 'the file is empty');
  if (bytes.includes(0)) return notAlog('it is binary');
  const decoded = decodeUtf8(bytes);
  if (!decoded.ok) return notAlog(`byte ${decoded.offset} is not UTF-8`);
  const start = decoded.text.trimStart();
  if (start === '') return refuse('format.unknown', 'the file holds nothing but blanks');
  if (start.startsWith('<')) return notAlog('it is a web page or XML');
  if (!start.startsWith('{')) return notAlog('it does not begin with "{"');
  const read = readAlog(decoded.text, options);
  return !read.ok && isJson(decoded.text) ? notAlog('it is JSON') : read;
}

function notAlog(found: string): Refusal {
  return refuse('format.unknown', `${found}, and an Artisan roast log (.alog) is expected`);
}

/** Only asked of files that were refused: some roast logs would pass for JSON. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Not JSON either: the refusal of the roast log stands.
    return false;
  }
}
