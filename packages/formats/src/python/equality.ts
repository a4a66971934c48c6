import { PyBytes, PyTuple, type PyValue } from '#python/value.ts';

/**
 * A text that is the same for two values exactly when Python holds them equal as dict keys or set members
 * (`1`, `1.0` and `True` are one key), or null for what cannot be a key: lists, sets and dicts.
 */
export function equalityKey(value: PyValue): string | null {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'bigint':
      return value.toString();
    case 'boolean':
      return value ? '1' : '0';
    case 'number':
      return Number.isInteger(value) ? BigInt(value).toString() : `${value}`;
  }
  if (value === null) return 'None';
  if (value instanceof PyBytes) return `b${value.bytes.join(' ')}`;
  if (!(value instanceof PyTuple)) return null;
  const parts = value.items.map(equalityKey);
  return parts.includes(null) ? null : `(${parts.join(',')})`;
}
