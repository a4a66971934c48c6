import { ok, type Result, refuse } from '@artisan-ts/domain';

/** What a text from outside may be. */
export interface JsonLimits {
  readonly depthMax: number;
  readonly charactersMax: number;
}

/**
 * Reads JSON that can mean one thing only: no duplicate keys, nothing after the value, no numbers beyond the range of
 * a double, bounded size and depth. Two readers of the same bytes then never disagree about what they say.
 *
 * @returns a refusal `telemetry.malformed` that says what was found
 */
export function parseStrictJson(text: string, limits: JsonLimits): Result<unknown> {
  const { depthMax, charactersMax } = limits;
  if (text.length > charactersMax) {
    return malformed(`${text.length} characters, at most ${charactersMax} are taken`);
  }
  const depth = depthOf(text, depthMax);
  if (depth > depthMax) return malformed(`nested deeper than ${depthMax}`);
  let infinite = false;
  let value: unknown;
  try {
    value = JSON.parse(text, (_key, each: unknown) => {
      if (typeof each === 'number' && !Number.isFinite(each)) infinite = true;
      return each;
    });
  } catch (error) {
    // The engine's words say where; whatever the text is, it is not ours to repair.
    return malformed(`not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (infinite) return malformed('a number is not finite');
  const twice = duplicateKey(text);
  return twice === null ? ok(value) : malformed(`the key ${JSON.stringify(twice)} comes twice`);
}

function malformed(found: string): Result<never> {
  return refuse('telemetry.malformed', found);
}

const stringToken = /"(?:[^"\\]|\\.)*"/y;
const colonToken = /\s*:/y;

/** The deepest nesting, found without building anything: brackets outside of strings. Stops above the limit. */
function depthOf(text: string, depthMax: number): number {
  let [depth, deepest] = [0, 0];
  for (let at = 0; at < text.length && deepest <= depthMax; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at) - 1;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}

/** The first key that an object of a valid JSON text holds twice, whatever its spelling, or null. */
function duplicateKey(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    if (character !== '"') continue;
    const end = endOfString(text, at);
    const keys = open.at(-1) ?? null;
    colonToken.lastIndex = end;
    if (keys !== null && colonToken.test(text)) {
      const key = String(JSON.parse(text.slice(at, end)));
      if (keys.has(key)) return key;
      keys.add(key);
    }
    at = end - 1;
  }
  return null;
}

/** The index after the closing quote; the end of the text when it is never closed. */
function endOfString(text: string, start: number): number {
  stringToken.lastIndex = start;
  return stringToken.test(text) ? stringToken.lastIndex : text.length;
}
