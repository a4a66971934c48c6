import { PyBytes, PyTuple, type PyValue } from '#python/value.ts';

/**
 * The text Python's `repr` gives for a value, so that reading and writing a text equals
 * `repr(ast.literal_eval(text))`. Which characters count as printable follows the Unicode version of the
 * engine; newer ones may stand unescaped where an older Python would escape them.
 */
export function formatPythonLiteral(value: PyValue): string {
  switch (typeof value) {
    case 'string':
      return formatText(value);
    case 'number':
      return formatFloat(value);
    case 'bigint':
      return value.toString();
    case 'boolean':
      return value ? 'True' : 'False';
  }
  if (value === null) return 'None';
  if (Array.isArray(value)) return `[${formatItems(value)}]`;
  if (value instanceof Map) {
    const entries = Array.from(
      value,
      ([key, item]) => `${formatPythonLiteral(key)}: ${formatPythonLiteral(item)}`,
    );
    return `{${entries.join(', ')}}`;
  }
  if (value instanceof PyTuple) {
    return `(${formatItems(value.items)}${value.items.length === 1 ? ',' : ''})`;
  }
  if (value instanceof PyBytes) return formatBytes(value.bytes);
  return value.items.length === 0 ? 'set()' : `{${formatItems(value.items)}}`;
}

function formatItems(items: readonly PyValue[]): string {
  return items.map(formatPythonLiteral).join(', ');
}

/** Python writes plain decimals from 1e-4 up to below 1e16, JavaScript from 1e-6 up to below 1e21. */
function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-4 && size < 1e16)) {
    return Number.isInteger(value) ? `${value}.0` : `${value}`;
  }
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

const plainText = /^[ -&(-[\]-~]*$/;
/** Python's "not printable": separators but the blank, control, format, surrogate, private and unassigned. */
const escapedCharacter = /[\\\p{C}\p{Z}]/gu;

function formatText(text: string): string {
  if (plainText.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(escapedCharacter, (character) => escapeCharacter(character));
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}

const namedEscapes: Readonly<Record<string, string>> = {
  ' ': ' ',
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

/** The escape of one character, the shortest that holds its code point: `\xe9`, `\u5496`, `\U0001f600`. */
export function escapeCharacter(character: string): string {
  const named = namedEscapes[character];
  if (named !== undefined) return named;
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

function formatBytes(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[^ -[\]-~]/g, (unit) => escapeCharacter(unit));
  return `b${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}
