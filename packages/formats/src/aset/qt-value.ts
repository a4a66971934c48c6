import { type AsetValue, decodeVariant } from '#aset/qt-variant.ts';

/** One part of a value between commas, its escapes undone: a character for each byte that was escaped. */
interface ValuePart {
  readonly text: string;
  readonly wasQuoted: boolean;
}

const letters: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '?': '?',
  "'": "'",
  '\\': '\\',
};

/**
 * What stands behind the `=` of a settings line, as Qt's settings write it: one value, or a list where commas stand outside
 * of quotes. Null: a quote is not closed.
 */
export function parseQtValue(text: string): { readonly value: AsetValue } | null {
  const parts = partsOf(text);
  if (parts === null) return null;
  const values = parts.map(partValue);
  return { value: values.length === 1 ? (values[0] ?? null) : values };
}

function partsOf(text: string): readonly ValuePart[] | null {
  const parts: ValuePart[] = [];
  let part = '';
  let wasQuoted = false;
  let isQuoted = false;
  let at = 0;
  const finish = (): void => {
    parts.push({ text: wasQuoted ? part : part.trim(), wasQuoted });
    part = '';
    wasQuoted = false;
  };
  while (at < text.length) {
    const sign = text[at] ?? '';
    if (sign === '\\') {
      const undone = escapeAt(text, at + 1);
      part += undone.text;
      at = undone.end;
      continue;
    }
    at += 1;
    if (sign === '"') {
      // Blanks before a quote belong to no value.
      if (!isQuoted && part.trim() === '') part = '';
      isQuoted = !isQuoted;
      wasQuoted = true;
    } else if (sign === ',' && !isQuoted) finish();
    // Blanks behind a closed quote belong to no value either.
    else if (isQuoted || !wasQuoted || sign.trim() !== '') part += sign;
  }
  if (isQuoted) return null;
  finish();
  return parts;
}

/** What an escape stands for: a letter, a byte in hexadecimal or octal digits, or the sign itself. */
function escapeAt(text: string, at: number): { readonly text: string; readonly end: number } {
  const sign = text[at] ?? '';
  const known = letters[sign];
  if (known !== undefined) return { text: known, end: at + 1 };
  const [hexadecimal] = /^x[0-9a-fA-F]{1,4}/.exec(text.slice(at, at + 5)) ?? [];
  if (hexadecimal !== undefined) {
    const code = Number.parseInt(hexadecimal.slice(1), 16);
    return { text: String.fromCharCode(code), end: at + hexadecimal.length };
  }
  const [octal] = /^[0-7]{1,3}/.exec(text.slice(at, at + 3)) ?? [];
  if (octal !== undefined) {
    return { text: String.fromCharCode(Number.parseInt(octal, 8)), end: at + octal.length };
  }
  return { text: '', end: at + 1 };
}

function partValue({ text, wasQuoted }: ValuePart): AsetValue {
  if (text.startsWith('@@')) return text.slice(1);
  const [, form, inside = ''] = /^@(\w+)\(([\s\S]*)\)$/.exec(text) ?? [];
  switch (form) {
    case undefined:
      return wasQuoted ? text : plainValue(text);
    case 'Invalid':
      return null;
    case 'String':
      return inside;
    case 'ByteArray':
      return inside;
    case 'Variant':
      return variantOf(inside);
    default:
      return { opaque: form };
  }
}

function variantOf(inside: string): AsetValue {
  const bytes = Uint8Array.from(inside, (sign) => sign.charCodeAt(0) & 0xff);
  return decodeVariant(bytes)?.value ?? { opaque: 'Variant' };
}

/** Numbers and switches carry no sign of what they are: they are what they look like. */
function plainValue(text: string): AsetValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d{1,15}(\.\d{1,17})?(e[+-]?\d{1,3})?$/.test(text) ? Number(text) : text;
}
