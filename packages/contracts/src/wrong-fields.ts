import type { z } from 'zod';
import { choiceWords, counted, namesTold, wantedSize, wantedWords } from '#wanted-words.ts';

/** What something from outside is checked against. */
export type Schema<Value = unknown> = z.ZodType<Value>;

/** One field of something from outside that is not as it must be. */
export interface WrongField {
  readonly path: readonly PropertyKey[];
  /** What is wrong, and what to do, to be read after the name of the field: `is empty: give a name`. */
  readonly says: string;
}

/** A value that fits its schema, or the fields that do not, the first of many. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly wrong: readonly WrongField[] };

/** More fields than these are told by nobody and read by nobody. */
const fieldsMax = 20;
/** So many go into one sentence. */
const fieldsTold = 3;
/** Characters of what was sent, as it is said again. */
const echoMax = 40;
const nameMax = 120;
const wantedMax = 240;

/**
 * Checks something from outside against its schema: the one place where what a schema finds becomes what a person reads.
 * Whatever was sent is said again in a few characters, and never where it may be a secret.
 */
export function checkAgainst<Value>(schema: Schema<Value>, value: unknown): Checked<Value> {
  const checked = schema.safeParse(value, { error: wantedIn, reportInput: true });
  if (checked.success) return { ok: true, value: checked.data };
  const wrong: WrongField[] = [];
  for (const issue of checked.error.issues) {
    wrong.push(...fieldsIn(issue, [], value));
    if (wrong.length >= fieldsMax) break;
  }
  return { ok: false, wrong: wrong.slice(0, fieldsMax) };
}

/** The fields in one sentence, each by its name; `whole` is what the value itself is called. */
export function wrongWords(
  wrong: readonly WrongField[],
  whole: string,
  nameOf: (path: readonly PropertyKey[]) => string = fieldName,
): string {
  const told = wrong
    .slice(0, fieldsTold)
    .map(({ path, says }) => `${path.length === 0 ? whole : nameOf(path)} ${says}`);
  const rest = wrong.length - told.length;
  const more = wrong.length >= fieldsMax ? 'and more' : `and ${counted(rest, 'more field')}`;
  return rest > 0 ? `${told.join('; ')}; ${more}` : told.join('; ');
}

/** A field as people write it: `samples[0].name`. */
export function fieldName(path: readonly PropertyKey[]): string {
  let name = '';
  for (const key of path) {
    const text = shortened(String(key));
    if (typeof key === 'number') name += `[${key}]`;
    else if (!/^[\w$-]+(\.{3})?$/.test(text)) name += `[${quoted(text)}]`;
    else name += name === '' ? text : `.${text}`;
  }
  return name.length > nameMax ? `...${name.slice(-nameMax)}` : name;
}

/** What to give instead, asked by the library where the schema has no words of its own. */
function wantedIn(issue: z.core.$ZodRawIssue): string {
  const schema = issue.schema ?? issue.inst;
  if (issue.code === 'unrecognized_keys') return knownNames(schema);
  if (issue.code === 'invalid_union' && issue.options !== undefined) {
    return choiceWords(issue.options as readonly unknown[]);
  }
  if (schema === undefined || !('run' in schema._zod)) return 'something else';
  // A number without a bound of its own is held by what a whole number can be.
  if (issue.code === 'too_big' && issue.maximum === Number.MAX_SAFE_INTEGER) {
    return `a whole number of at most ${Number.MAX_SAFE_INTEGER}`;
  }
  const isSize = issue.code === 'too_small' || issue.code === 'too_big';
  return isSize ? wantedSize(schema as z.core.$ZodType) : wantedWords(schema as z.core.$ZodType);
}

function knownNames(schema: z.core.$ZodRawIssue['inst']): string {
  const def = schema?._zod.def as z.core.$ZodObjectDef | z.core.$ZodRecordDef | undefined;
  const keys = def?.type === 'record' ? [...(def.keyType._zod.values ?? [])] : [];
  const names = def?.type === 'object' ? Object.keys(def.shape) : keys.map(String);
  return names.length === 0
    ? 'leave it out, there are none'
    : `leave it out, or name one of ${namesTold(names)}`;
}

function fieldsIn(
  issue: z.core.$ZodIssue,
  above: readonly PropertyKey[],
  root: unknown,
): readonly WrongField[] {
  const path = [...above, ...issue.path];
  const wanted = cut(issue.message, wantedMax);
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.slice(0, fieldsMax);
    return keys.map((key, at) => ({
      path: [...path, key],
      says: `is no field here: ${at === 0 ? wanted : 'leave it out'}`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const name = issue.issues[0]?.message ?? 'another name';
    return [{ path, says: `cannot be called so: give it ${cut(name, wantedMax)} as its name` }];
  }
  if (issue.code === 'invalid_union') {
    const nearest = nearestOf(issue.errors);
    if (nearest !== null) return nearest.flatMap((each) => fieldsIn(each, path, root));
  }
  return [{ path, says: `${foundWords(issue, path, valueAt(root, path))}: give ${wanted}` }];
}

/** The form that somebody meant: of those that are of the kind of what was sent, the one with the least wrong; null: none. */
function nearestOf(forms: readonly z.core.$ZodIssue[][]): readonly z.core.$ZodIssue[] | null {
  const ofItsKind = forms.filter((issues) => issues.length > 0 && !issues.some(isOtherKind));
  const [nearest, next] = ofItsKind.toSorted((one, other) => one.length - other.length);
  return nearest === undefined || nearest.length === next?.length ? null : nearest;
}

function isOtherKind({ code, path }: z.core.$ZodIssue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}

function foundWords(issue: z.core.$ZodIssue, path: readonly PropertyKey[], value: unknown): string {
  if (value === undefined || (value === null && path.length === 0)) return 'is missing';
  if (isEmpty(value) && !(issue.code === 'invalid_type' && typeof value === 'object')) {
    return 'is empty';
  }
  if (isSecret(path, value)) return 'does not fit';
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    if (typeof issue.input === 'string') return `has ${counted(issue.input.length, 'character')}`;
    if (Array.isArray(value)) return `has ${counted(value.length, 'item')}`;
  }
  // A body that is text and no object says nothing of what is in it.
  if (typeof value === 'string')
    return path.length === 0 ? 'is text' : `is ${quoted(shortened(value))}`;
  if (typeof value !== 'object' || value === null) return `is ${String(value)}`;
  if (issue.code === 'custom' || issue.code === 'invalid_union') return 'does not fit';
  return Array.isArray(value) ? 'is a list' : 'is an object';
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

const secretName = /pin|pass|token|secret|credential|authori[sz]ation|apikey/i;
/** An address may hold a password: `mqtt://user:password@host`. */
const addressWithUser = /\/\/[^/\s]*@/;

/** Whether a value may be a secret: by the name of what it is in, or by its form. */
function isSecret(path: readonly PropertyKey[], value: unknown): boolean {
  if (path.some((key) => typeof key === 'string' && secretName.test(key))) return true;
  return typeof value === 'string' && addressWithUser.test(value);
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function shortened(text: string): string {
  return cut(text, echoMax);
}

function cut(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax)}...`;
}

/** In quotes, and nothing in it that moves a cursor or turns the direction of reading. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(/[\p{Cc}\p{Cf}]/gu, '?');
}
