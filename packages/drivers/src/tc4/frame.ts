import type { MonoUs } from '@artisan-ts/domain';
import type { Tc4Field } from '#tc4/channels.ts';

/** One line from the board, understood as far as its form goes. */
export type Tc4Reply =
  /** Temperatures: the answer to READ. */
  | { readonly kind: 'fields'; readonly fields: readonly Tc4Field[] }
  /** `# …`: an acknowledgement, or what the firmware says when it starts. */
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'garbage'; readonly why: string };

/** A reply and the arrival of its first byte. */
export interface Tc4Line {
  readonly beganUs: MonoUs;
  readonly reply: Tc4Reply;
}

/** Four channels, ambient, heater, fan and set value at 9 characters each are 72; comments stay under 100. */
export const lineBytesMax = 256;

/** Ambient and four channels, then heater, fan and set value of PID firmware. */
const fieldsMax = 8;

const newline = 0x0a;
const carriageReturn = 0x0d;
const numberForm = /^-?\d{1,5}(\.\d{0,4})?$/;

/**
 * Cuts the byte stream into lines. Lines end with LF; a CR before it is dropped. A line that is too long is
 * thrown away up to its end, so that noise cannot fill memory and the line after it is read again.
 */
export class LineAssembler {
  #bytes: number[] = [];
  #beganUs: MonoUs | null = null;
  #isTooLong = false;

  /** The lines that these bytes complete, in order. */
  push(bytes: Uint8Array, atUs: MonoUs): Tc4Line[] {
    const lines: Tc4Line[] = [];
    for (const byte of bytes) {
      this.#beganUs ??= atUs;
      if (byte === newline) lines.push(this.#finish(this.#beganUs));
      else if (this.#bytes.length < lineBytesMax) this.#bytes.push(byte);
      else this.#isTooLong = true;
    }
    return lines;
  }

  #finish(beganUs: MonoUs): Tc4Line {
    const bytes = this.#bytes.at(-1) === carriageReturn ? this.#bytes.slice(0, -1) : this.#bytes;
    const reply: Tc4Reply = this.#isTooLong
      ? { kind: 'garbage', why: `a line of more than ${lineBytesMax} bytes` }
      : parseReply(String.fromCharCode(...bytes));
    this.#bytes = [];
    this.#beganUs = null;
    this.#isTooLong = false;
    return { beganUs, reply };
  }
}

/**
 * Understands one line without its end.
 *
 * A line is believed whole or not at all: without a checksum, a field beside a damaged one is not worth more
 * than the damaged one.
 */
export function parseReply(line: string): Tc4Reply {
  if (!/^[\x20-\x7e\t]*$/.test(line)) {
    return { kind: 'garbage', why: 'bytes that are no text; is the baud rate right?' };
  }
  const text = line.trim();
  if (text === '') return { kind: 'blank' };
  if (text.startsWith('#')) return { kind: 'comment', text: text.slice(1).trim() };
  const parts = text.split(',');
  if (parts.length < 2 || parts.length > fieldsMax) {
    return { kind: 'garbage', why: `${parts.length} fields in "${text}", expected 2 to 8` };
  }
  const fields: Tc4Field[] = [];
  for (const part of parts) {
    const field = parseField(part.trim());
    if (field === null) return { kind: 'garbage', why: `"${part}" in "${text}" is no number` };
    fields.push(field);
  }
  return { kind: 'fields', fields };
}

/** Null when the field is damaged. The words are those that an Arduino prints for a float it cannot show. */
function parseField(text: string): Tc4Field | null {
  switch (text.toLowerCase()) {
    case '':
    case 'nan':
      return 'open-circuit';
    case 'inf':
    case '-inf':
    case 'ovf':
    case '-ovf':
      return 'out-of-range';
    default:
      return numberForm.test(text) ? Number(text) : null;
  }
}

/** A command as it goes over the wire. */
export function encodeCommand(command: string): Uint8Array {
  return Uint8Array.from(`${command}\n`, (character) => character.charCodeAt(0));
}
