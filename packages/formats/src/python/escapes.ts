/** An escape that Python would not accept, and where its backslash stands. */
export interface BadEscape {
  readonly at: number;
  readonly escape: string;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
  '\r': '',
  '\r\n': '',
};

const textEscape =
  /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(\r\n|[\s\S]|$))/g;

/**
 * Replaces the backslash escapes of a Python string. An unknown escape such as `\d` stays as it is, as in
 * Python. `onBad` decides what stands for one that Python refuses.
 *
 * `\N{NAME}` counts as bad: neither `repr` nor `unicode_escape` ever writes it, and the table of names is
 * larger than this program.
 */
export function unescapeText(text: string, onBad: (bad: BadEscape) => string): string {
  return text.replace(
    textEscape,
    (whole, octal, byte, unit, point, other: string | undefined, at: number) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      const hex: string | undefined = byte ?? unit ?? point;
      if (hex !== undefined) {
        const code = Number.parseInt(hex, 16);
        return code > 0x10ffff ? onBad({ at, escape: whole }) : String.fromCodePoint(code);
      }
      const simple = simpleEscapes[other ?? ''];
      if (simple !== undefined) return simple;
      return 'xuUN'.includes(other ?? '') ? onBad({ at, escape: whole }) : whole;
    },
  );
}

const byteEscape = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]|$))/g;

/** The same for a Python bytes literal, which knows no `\u`. Every character of the answer is one byte. */
export function unescapeBytes(text: string, onBad: (bad: BadEscape) => string): string {
  return text.replace(byteEscape, (whole, octal, byte, other: string | undefined, at: number) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    if (byte !== undefined) return String.fromCharCode(Number.parseInt(byte, 16));
    const simple = simpleEscapes[other ?? ''];
    if (simple !== undefined) return simple;
    return other === 'x' || other === '' ? onBad({ at, escape: whole }) : whole;
  });
}
