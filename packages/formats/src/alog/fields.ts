import { decodeEscapedText } from '#alog/escaped-text.ts';
import { kindOf, laxInteger, laxNumber } from '#alog/lax.ts';
import { type PyDict, PyTuple, type PyValue } from '#python/value.ts';

/** Something of a file that the record cannot hold, or that had to be repaired. */
export interface LostField {
  /** Key of the file. */
  readonly field: string;
  /** Why, for a person. */
  readonly reason: string;
}

/**
 * The keys of an `.alog`, read as Artisan's lax type check reads them. A key that is absent gives null or empty;
 * one of a wrong type gives the same and is listed in `lost`.
 */
export class AlogFields {
  readonly dict: PyDict;
  readonly lost: LostField[] = [];
  readonly #listed = new Set<string>();

  constructor(dict: PyDict) {
    this.dict = dict;
  }

  /** Lists what is lost; the same reason once, however often the key is looked at. */
  lose(field: string, reason: string): void {
    const entry = `${field}: ${reason}`;
    if (this.#listed.has(entry)) return;
    this.#listed.add(entry);
    this.lost.push({ field, reason });
  }

  text(key: string): string {
    const value = this.dict.get(key);
    if (typeof value === 'string') return value;
    if (value !== undefined) this.lose(key, `is ${kindOf(value)}, expected text`);
    return '';
  }

  escapedText(key: string): string {
    return decodeEscapedText(this.text(key));
  }

  number(key: string): number | null {
    return this.#typed(key, laxNumber, 'a number');
  }

  integer(key: string): number | null {
    return this.#typed(key, laxInteger, 'a whole number');
  }

  /** The items of a list or tuple; null when there is none. */
  list(key: string): readonly PyValue[] | null {
    return this.#typed(key, itemsOf, 'a list');
  }

  /** An item of a list as text, doubly escaped or not; what is not text reads as empty. */
  textAt(key: string, index: number): string {
    const item = this.list(key)?.[index];
    return typeof item === 'string' ? decodeEscapedText(item) : '';
  }

  /** An item of a list as yes or no; what is neither reads as no. */
  flagAt(key: string, index: number): boolean {
    return laxNumber(this.list(key)?.[index]) === 1;
  }

  #typed<Value>(
    key: string,
    read: (value: PyValue) => Value | null,
    expected: string,
  ): Value | null {
    const value = this.dict.get(key);
    if (value === undefined) return null;
    const answer = read(value);
    if (answer === null) this.lose(key, `is ${kindOf(value)}, expected ${expected}`);
    return answer;
  }
}

/** The items of a list or tuple, null for anything else. */
export function itemsOf(value: PyValue | undefined): readonly PyValue[] | null {
  if (Array.isArray(value)) return value;
  return value instanceof PyTuple ? value.items : null;
}
