import type { z } from 'zod';

/** As much of a schema as says what it takes. */
type Schema = z.core.$ZodType;

/** More choices than these are a list to look into, not a sentence. */
export const choicesMax = 12;
/** So many of a long list are told, for whoever wants to see what they look like. */
const choicesTold = 5;
const choiceLengthMax = 40;
/** A union within a list within a union says no more than that there is something. */
const depthMax = 2;

/**
 * What a schema takes, as what a person is to give: "a whole number from 1 to 65535". A schema that was given words says
 * those: they name what to give, too.
 */
export function wantedWords(schema: Schema): string {
  return wantedAt(schema, 0);
}

/** The same of a value whose size is wrong: how many characters, items or what range, whatever else it is. */
export function wantedSize(schema: Schema): string {
  return formWords(schema, 0);
}

/** Choices in a sentence: all of a few, the first of many. */
export function choiceWords(choices: readonly unknown[]): string {
  const [only, ...others] = choices;
  if (others.length === 0) return JSON.stringify(only);
  const words = choices.map((choice) => {
    const word = String(choice).slice(0, choiceLengthMax);
    return word.includes(' ') ? `"${word}"` : word;
  });
  if (words.length <= choicesMax) return `one of ${words.join(', ')}`;
  return `one of ${words.length} words: ${words.slice(0, choicesTold).join(', ')}, ...`;
}

/** A number in a sentence. Units: whatever the field has. */
export function numberWords(is: {
  readonly isWhole: boolean;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** The bound itself is not taken. */
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  readonly unit?: string | undefined;
}): string {
  const { isWhole, min, max, above, below } = is;
  const unit = is.unit ? ` ${is.unit}` : '';
  const kind = isWhole ? 'a whole number' : 'a number';
  if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}${unit}`;
  const low = above === undefined ? said('of at least', min) : said('above', above);
  const high = below === undefined ? said('of at most', max) : said('below', below);
  const range = [low, high].filter((words) => words !== '').join(' and ');
  return range === '' ? `${kind}${unit && ` in${unit}`}` : `${kind} ${range}${unit}`;
}

function said(words: string, bound: number | undefined): string {
  return bound === undefined ? '' : `${words} ${bound}`;
}

function wantedAt(schema: Schema, depth: number): string {
  return ownWords(schema) ?? formWords(schema, depth);
}

/** The words that a schema, or one of its checks, was given. */
function ownWords(schema: Schema): string | null {
  const { error, checks = [] } = schema._zod.def;
  const maps = [error, ...checks.map((check) => check._zod.def.error)];
  for (const each of maps as readonly (z.core.$ZodErrorMap | undefined)[]) {
    const words = each?.({ code: 'custom', input: undefined, path: [] });
    const text = typeof words === 'string' ? words : words?.message;
    if (text) return text;
  }
  return null;
}

function formWords(schema: Schema, depth: number): string {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return textWords(schema);
    case 'number':
      return boundedNumber(schema);
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    case 'literal':
      return choiceWords(def.values);
    case 'enum':
      return choiceWords(Object.values(def.entries));
    case 'array':
      return listWords(schema, def.element, depth);
    case 'tuple':
      return 'a list';
    case 'object':
      return `an object with ${namesTold(Object.keys(def.shape))}`;
    case 'record':
      return 'an object';
    case 'union':
      return unionWords(def.options, depth);
    case 'nullable':
      return `${wantedAt(def.innerType, depth)}, or null`;
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return wantedAt(def.innerType, depth);
    case 'pipe':
      return wantedAt(def.in, depth);
    default:
      return 'something else';
  }
}

/** Names of fields, the first of many. */
export function namesTold(names: readonly string[]): string {
  if (names.length === 0) return 'nothing in it';
  const told = names.slice(0, choicesMax).map((name) => name.slice(0, choiceLengthMax));
  return names.length > choicesMax ? `${told.join(', ')}, ...` : told.join(', ');
}

/** What the checks of a schema hold a text, a list or a number to. */
interface Limits {
  min?: number;
  max?: number;
  above?: number;
  below?: number;
  format?: string;
}

function limitsOf(schema: Schema): Limits {
  const { def } = schema._zod;
  const limits: Limits = {};
  // A whole number, or a day, is a schema and its own check at once.
  for (const check of [{ _zod: { def } }, ...(def.checks ?? [])]) {
    const is = check._zod.def as z.core.$ZodChecks['_zod']['def'];
    if (is.check === 'min_length') limits.min = is.minimum;
    if (is.check === 'max_length') limits.max = is.maximum;
    if (is.check === 'greater_than') limits[is.inclusive ? 'min' : 'above'] = Number(is.value);
    if (is.check === 'less_than') limits[is.inclusive ? 'max' : 'below'] = Number(is.value);
    if (is.check === 'number_format' || is.check === 'string_format') limits.format = is.format;
  }
  return limits;
}

const textFormats: Readonly<Record<string, string>> = {
  date: 'a day such as 2026-03-31',
  url: 'an address such as http://localhost:4318',
};

function textWords(schema: Schema): string {
  const limits = limitsOf(schema);
  const { format } = limits;
  const kind = format === undefined ? 'text' : (textFormats[format] ?? 'text of its form');
  const size = countWords('character', limits);
  return size === '' ? kind : `${kind} of ${size}`;
}

function listWords(schema: Schema, element: Schema, depth: number): string {
  const size = countWords('item', limitsOf(schema));
  const list = size === '' ? 'a list' : `a list of ${size}`;
  return depth >= depthMax ? list : `${list}, each ${wantedAt(element, depth + 1)}`;
}

function countWords(thing: string, { min = 0, max }: Limits): string {
  if (max === undefined) return min === 0 ? '' : `at least ${counted(min, thing)}`;
  if (min === 0) return `at most ${counted(max, thing)}`;
  return min === max ? counted(max, thing) : `${min} to ${counted(max, thing)}`;
}

/** `1 character`, `2 characters`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

function boundedNumber(schema: Schema): string {
  const { min, max, above, below, format = '' } = limitsOf(schema);
  return numberWords({
    isWhole: format.includes('int'),
    min,
    // The largest whole number there is was chosen by nobody.
    max: max === Number.MAX_SAFE_INTEGER ? undefined : max,
    above,
    below,
  });
}

function unionWords(options: readonly Schema[], depth: number): string {
  if (depth >= depthMax) return 'one of several things';
  const parts = [...new Set(options.map((option) => wantedAt(option, depth + 1)))];
  return parts.join(', or ');
}
