import { type PyDict, PySet, PyTuple, type PyValue } from '#python/value.ts';

/** Keys whose numbers the writer checks one by one. */
const rewritten = new Set<PyValue>([
  'timex',
  'temp1',
  'temp2',
  'extratimex',
  'extratemp1',
  'extratemp2',
  'specialeventsvalue',
]);

/** The keys that Python's `repr` would write as a text that Python itself cannot read: those with nan or inf. */
export function unwritableKeys(dict: PyDict): PyValue[] {
  return [...dict]
    .filter(([key, value]) => !rewritten.has(key) && !(isWritable(key) && isWritable(value)))
    .map(([key]) => key);
}

function isWritable(value: PyValue): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isWritable);
  if (value instanceof Map) return [...value].every((entry) => entry.every(isWritable));
  return value instanceof PyTuple || value instanceof PySet ? value.items.every(isWritable) : true;
}
