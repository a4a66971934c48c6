/** What Artisan shows on its digits, as far as one message tells: only what changed is told. */
export interface ArtisanDigits {
  /** Text as shown, in the unit of that Artisan; null: it shows none; undefined: not in this message. */
  readonly bt: string | null | undefined;
  readonly et: string | null | undefined;
  /** Seconds of its clock; undefined: not in this message, or no time. */
  readonly clockS: number | undefined;
}

/** A message that was understood, or null: it is none of Artisan's digits. */
export function parseDigits(text: string): ArtisanDigits | null {
  const data = member(parsed(text), 'data');
  if (data === null) return null;
  const [bt, et, time] = [textIn(data, 'bt'), textIn(data, 'et'), textIn(data, 'time')];
  if (bt === undefined && et === undefined && time === undefined) return null;
  return { bt, et, clockS: secondsOf(time ?? '') };
}

/** A message as Artisan sends it, of the parts that are said. */
export function digitsText(data: {
  readonly bt?: string | undefined;
  readonly et?: string | undefined;
  readonly time?: string | undefined;
}): string {
  return JSON.stringify({ data });
}

type JsonObject = Readonly<Record<string, unknown>>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON: nothing of Artisan's.
    return null;
  }
}

function member(value: unknown, name: string): JsonObject | null {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
  const found: unknown = (value as JsonObject)[name];
  return typeof found === 'object' && found !== null && !Array.isArray(found)
    ? (found as JsonObject)
    : null;
}

/** Digits that show nothing are dashes, or `u.u` and `uu` where the last reading was none. */
function textIn(data: JsonObject, name: string): string | null | undefined {
  const said = Object.hasOwn(data, name) ? data[name] : undefined;
  if (typeof said === 'number') return String(said);
  if (typeof said !== 'string') return said === null ? null : undefined;
  return /^[\s\-\u2013\u2014.u]*$/.test(said) ? null : said.trim();
}

function secondsOf(time: string): number | undefined {
  const [, minutes, seconds] = /^(\d{1,3}):([0-5]\d)$/.exec(time) ?? [];
  return minutes === undefined ? undefined : Number(minutes) * 60 + Number(seconds);
}
