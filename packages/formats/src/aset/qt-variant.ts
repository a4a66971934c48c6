/** A value of a settings file. Null: empty. What only Qt or Python can make sense of is kept as its kind alone. */
export type AsetValue =
  | null
  | boolean
  | number
  | string
  | readonly AsetValue[]
  | { readonly opaque: string };

/** Lists in lists; Artisan's own palettes nest 3 deep. */
const depthMax = 16;
/** Values of one variant; Artisan's largest palette has some thousands. */
const valuesMax = 200_000;

/** Type numbers of Qt, as its streams of version 4.0 have them. */
const types = {
  invalid: 0,
  bool: 1,
  int: 2,
  uint: 3,
  longLong: 4,
  double: 6,
  list: 9,
  string: 10,
  stringList: 11,
  bytes: 12,
} as const;

/** A string without a value. */
const nullLength = 0xffff_ffff;

/**
 * The value in the bytes of `@Variant(…)`: a type number and data, big endian, as Qt's settings write them. Null when they
 * end too early or hold more than a settings file can; `opaque` when they are of a type that is not read here.
 */
export function decodeVariant(bytes: Uint8Array): { readonly value: AsetValue } | null {
  try {
    return { value: new VariantReader(bytes).value(0) };
  } catch (error) {
    if (error instanceof VariantEnd) return null;
    throw error;
  }
}

/** The bytes are no variant: they end too early, or promise more than there is. */
class VariantEnd extends Error {}

class VariantReader {
  readonly #view: DataView;
  #at = 0;
  #values = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  value(depth: number): AsetValue {
    this.#values += 1;
    if (depth > depthMax || this.#values > valuesMax) throw new VariantEnd();
    const type = this.#take(4, (at) => this.#view.getUint32(at));
    switch (type) {
      case types.invalid:
        return null;
      case types.bool:
        return this.#take(1, (at) => this.#view.getUint8(at)) !== 0;
      case types.int:
        return this.#take(4, (at) => this.#view.getInt32(at));
      case types.uint:
        return this.#take(4, (at) => this.#view.getUint32(at));
      case types.longLong:
        return Number(this.#take(8, (at) => this.#view.getBigInt64(at)));
      case types.double:
        return this.#take(8, (at) => this.#view.getFloat64(at));
      case types.list:
        return this.#several(() => this.value(depth + 1));
      case types.stringList:
        return this.#several(() => this.#string());
      case types.string:
        return this.#string();
      case types.bytes:
        return { opaque: 'bytes' };
      default:
        // How long it is only its own program knows: what follows it cannot be read either.
        if (depth > 0) throw new VariantEnd();
        return { opaque: `Qt type ${type}` };
    }
  }

  #several<Value>(next: () => Value): readonly Value[] {
    const count = this.#take(4, (at) => this.#view.getUint32(at));
    // Each value has some bytes: a count beyond what is left is none.
    if (count > this.#view.byteLength - this.#at) throw new VariantEnd();
    return Array.from({ length: count }, next);
  }

  #string(): string | null {
    const length = this.#take(4, (at) => this.#view.getUint32(at));
    if (length === nullLength) return null;
    if (length % 2 !== 0) throw new VariantEnd();
    let text = '';
    for (let read = 0; read < length; read += 2) {
      text += String.fromCharCode(this.#take(2, (at) => this.#view.getUint16(at)));
    }
    return text;
  }

  #take<Value>(length: number, read: (at: number) => Value): Value {
    const at = this.#at;
    if (at + length > this.#view.byteLength) throw new VariantEnd();
    this.#at += length;
    return read(at);
  }
}
