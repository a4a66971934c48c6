import { ok, type Result, refuse, type TemperatureUnit } from '@artisan-ts/domain';
import { isTemperatureLabel } from '#channel-labels.ts';
import { type ChannelReading, temperatureReading } from '#wire/conversation.ts';

/** A number in a line, and what it means. */
export interface LineField {
  readonly label: string;
  /** The scale of a temperature; null: it is none. */
  readonly unit: TemperatureUnit | null;
  /** The number divided by this is the value. */
  readonly divider: number;
}

/** A part of a pattern: a number, any text up to what follows, or these very characters. */
type Part =
  | { readonly kind: 'number'; readonly field: LineField }
  | { readonly kind: 'any' }
  | { readonly kind: 'text'; readonly text: string };

/** How a line looks: read from left to right, each part once, so that no line can take long. */
export interface LinePattern {
  readonly parts: readonly Part[];
  readonly fields: readonly LineField[];
}

const fieldsMax = 16;
const fieldForm = /^(.{1,40}?)(?:\/(\d{1,5}))?(?:\s+([CF]))?$/;
const numberForm = /[+-]?\d{1,9}(?:\.\d{1,9})?/y;
/** What devices say for a probe that is not there. */
const openForm = /nan|-{2,}|open/iy;

/**
 * `{BT/10 C},{ET C},*`: a number stands in braces, `/10` divides it, `*` is any text, everything else stands as it is. BT
 * and ET are temperatures, in Celsius unless F is said.
 *
 * @returns a refusal `driver.settings` that says what cannot be used
 */
export function parseLinePattern(text: string): Result<LinePattern> {
  const parts: Part[] = [];
  for (const piece of text.trim().match(/\{[^{}]*\}|\*|[^{}*]+|[{}]/g) ?? []) {
    const part = partOf(piece);
    if (part === null) return bad(text, `cannot be read at "${piece}"`);
    const last = parts.at(-1)?.kind;
    if (part.kind === last && part.kind !== 'text') {
      return bad(text, 'needs something between two numbers');
    }
    parts.push(part);
  }
  const fields = parts.flatMap((part) => (part.kind === 'number' ? [part.field] : []));
  if (fields.length === 0 || fields.length > fieldsMax) {
    return bad(text, `needs 1 to ${fieldsMax} numbers in braces, such as {BT C},{ET C}`);
  }
  if (new Set(fields.map(({ label }) => label)).size < fields.length) {
    return bad(text, 'has a name twice');
  }
  return ok({ parts, fields });
}

function partOf(piece: string): Part | null {
  if (piece === '*') return { kind: 'any' };
  if (!piece.startsWith('{')) return piece === '}' ? null : { kind: 'text', text: spaced(piece) };
  const [, label, divider = '1', unit] = fieldForm.exec(piece.slice(1, -1).trim()) ?? [];
  if (label === undefined || Number(divider) < 1) return null;
  const scale = unit === 'C' || unit === 'F' ? unit : isTemperatureLabel(label) ? 'C' : null;
  return { kind: 'number', field: { label, unit: scale, divider: Number(divider) } };
}

function bad(pattern: string, why: string): Result<never> {
  return refuse('driver.settings', `pattern: "${pattern}" ${why}`);
}

/** The readings of a line, one for each number; null when it looks otherwise. Believed whole or not at all. */
export function matchLine({ parts }: LinePattern, line: string): readonly ChannelReading[] | null {
  const text = spaced(line).trim();
  const readings: ChannelReading[] = [];
  let at = 0;
  let isAny = false;
  for (const part of parts) {
    if (part.kind === 'any') {
      isAny = true;
      continue;
    }
    const found = part.kind === 'text' ? findText(part.text, text, at, isAny) : null;
    const number = part.kind === 'number' ? findNumber(part.field, text, at, isAny) : null;
    if (number !== null) readings.push(number.reading);
    const end = found ?? number?.end ?? null;
    if (end === null) return null;
    at = end;
    isAny = false;
  }
  return isAny || at === text.length ? readings : null;
}

/** However many spaces there are, it is one. */
function spaced(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** Where the text ends; null when it is not there. */
function findText(wanted: string, text: string, at: number, isAny: boolean): number | null {
  const from = isAny ? text.indexOf(wanted, at) : text.startsWith(wanted, at) ? at : -1;
  return from < 0 ? null : from + wanted.length;
}

function findNumber(
  { unit, divider }: LineField,
  text: string,
  at: number,
  isAny: boolean,
): { readonly reading: ChannelReading; readonly end: number } | null {
  for (let from = at; from < text.length; from++) {
    openForm.lastIndex = from;
    const open = openForm.exec(text);
    if (open !== null) return { reading: 'open-circuit', end: from + open[0].length };
    numberForm.lastIndex = from;
    const said = numberForm.exec(text);
    if (said !== null) {
      const value = Number(said[0]) / divider;
      const reading = unit === null ? value : temperatureReading(unit, value);
      return { reading, end: from + said[0].length };
    }
    if (!isAny) return null;
  }
  return null;
}
