/** One step into a JSON value: the key of an object, the place in a list (from the end below 0), or the first that has this. */
type Step =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'where'; readonly key: string; readonly text: string };

/** The way from a JSON value to one number in it; without steps it is the value itself. */
export type Selector = readonly Step[];

const stepsMax = 12;
/** In this order: `.key` or `."any key"`, `[2]`, `[name=rtd2]`. The first key has no point before it. */
const stepForm =
  /\.?([A-Za-z_][\w-]{0,59})|\.?"([^"]{1,60})"|\[(-?\d{1,4})\]|\[([A-Za-z_][\w-]{0,59})=([^\]]{1,60})\]/y;

/**
 * `data.bt`, `sensors[0].temp`, `events[-1].type`, `sensors[name=rtd2].value`, `"bean temp"`; `@` is the whole value. Null
 * when it is none. A small part of JMESPath, which looks at each step once.
 */
export function parseSelector(text: string): Selector | null {
  if (text === '@') return [];
  const steps: Step[] = [];
  for (let from = 0; from < text.length; from = stepForm.lastIndex) {
    stepForm.lastIndex = from;
    const match = stepForm.exec(text);
    if (match === null) return null;
    const isKey = match[1] !== undefined || match[2] !== undefined;
    const hasPoint = match[0].startsWith('.');
    if (isKey && hasPoint !== from > 0) return null;
    steps.push(stepOf(match));
  }
  return steps.length > 0 && steps.length <= stepsMax ? steps : null;
}

function stepOf([, bare, quoted, place, key, text]: RegExpExecArray): Step {
  if (place !== undefined) return { kind: 'at', at: Number(place) };
  if (key !== undefined) return { kind: 'where', key, text: text ?? '' };
  return { kind: 'key', key: bare ?? quoted ?? '' };
}

/** What stands at the end of the way; undefined when the way ends before. */
export function select(selector: Selector, value: unknown): unknown {
  let here = value;
  for (const step of selector) {
    if (step.kind === 'key') here = valueAt(here, step.key);
    else if (!Array.isArray(here)) return undefined;
    else if (step.kind === 'at') here = here.at(step.at);
    else here = here.find((one) => isCalled(valueAt(one, step.key), step.text));
    if (here === undefined) return undefined;
  }
  return here;
}

/** Objects and lists are no names. */
function isCalled(value: unknown, text: string): boolean {
  return (typeof value === 'string' || typeof value === 'number') && String(value) === text;
}

function valueAt(value: unknown, key: string): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
