import { ok, type Result, refuse } from '@artisan-ts/domain';
import { parseQtValue } from '#aset/qt-value.ts';
import type { AsetValue } from '#aset/qt-variant.ts';
import { decodeUtf8 } from '#text/utf8.ts';

/** Settings by group and name, as they stand in the file. */
export type QtSettings = ReadonlyMap<string, ReadonlyMap<string, AsetValue>>;

/** Artisan's largest own settings have 300 kB. */
export const settingsBytesMax = 8 * 1024 * 1024;
const linesMax = 100_000;

/**
 * Reads a settings file of Qt in its INI form: `[Group]`, `name=value`, lines that begin with `;` are remarks.
 *
 * Errors: `format.too-large`, `format.unknown` for what is no settings file, `format.syntax` with the line.
 */
export function readQtSettings(bytes: Uint8Array): Result<QtSettings> {
  if (bytes.length > settingsBytesMax) {
    const mb = Math.round(settingsBytesMax / 1024 / 1024);
    return refuse('format.too-large', `the file is larger than the ${mb} MB of any settings file`);
  }
  const decoded = decodeUtf8(bytes);
  if (!decoded.ok) {
    return refuse('format.unknown', `byte ${decoded.offset} is not UTF-8, and settings are text`);
  }
  const { text } = decoded;
  const groups = new Map<string, Map<string, AsetValue>>();
  let group = new Map<string, AsetValue>();
  const lines = logicalLines(text);
  if (lines.length > linesMax) {
    return refuse('format.too-large', `the file has ${lines.length} lines, more than any settings`);
  }
  if (!/^\[[^\]]+\]$/.test(lines[0]?.line ?? '')) {
    return refuse('format.unknown', 'no group such as [General] stands at its beginning');
  }
  for (const { line, number } of lines) {
    const [, name] = /^\[([^\]]+)\]$/.exec(line) ?? [];
    if (name !== undefined) {
      const key = unescaped(name);
      group = groups.get(key) ?? new Map();
      groups.set(key, group);
      continue;
    }
    const equals = line.indexOf('=');
    if (equals < 1) {
      return refuse('format.syntax', `line ${number} is neither [Group] nor name=value`);
    }
    const parsed = parseQtValue(line.slice(equals + 1));
    if (parsed === null) return refuse('format.syntax', `line ${number}: a quote is not closed`);
    group.set(unescaped(line.slice(0, equals).trim()), parsed.value);
  }
  return ok(groups);
}

/** Lines without blanks around them, without remarks; one that ends with a backslash goes on in the next. */
function logicalLines(text: string): readonly { readonly line: string; readonly number: number }[] {
  const lines: { line: string; number: number }[] = [];
  let begun: { line: string; number: number } | null = null;
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const whole: { line: string; number: number } =
      begun === null ? { line: raw, number: index + 1 } : { ...begun, line: begun.line + raw };
    const slashes = /\\*$/.exec(whole.line)?.[0].length ?? 0;
    if (slashes % 2 === 1) {
      begun = { ...whole, line: whole.line.slice(0, -1) };
      continue;
    }
    begun = null;
    const line = whole.line.trim();
    if (line !== '' && !line.startsWith(';')) lines.push({ line, number: whole.number });
  }
  if (begun !== null && begun.line.trim() !== '') {
    lines.push({ line: begun.line.trim(), number: begun.number });
  }
  return lines;
}

/** Names escape what is no letter or digit as `%20` and `%U4E2D`; a backslash stands between groups. */
function unescaped(name: string): string {
  return name
    .replaceAll('\\', '/')
    .replaceAll(/%U([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})/g, (_, wide?: string, byte?: string) =>
      String.fromCharCode(Number.parseInt(wide ?? byte ?? '', 16)),
    );
}
