import {
  Grams,
  type Id,
  type IdKind,
  isId,
  ok,
  type Result,
  refuse,
  WallMs,
} from '@artisan-ts/domain';
import { z } from 'zod';
import { idWords } from '#id-text.ts';
import { checkAgainst, type WrongField, wrongWords } from '#wrong-fields.ts';

/**
 * How a value is written into a text column and read back, checked both times. Unknown fields are refused in
 * both directions: a field that the form does not know would be lost silently.
 */
export interface DocumentForm<Value> {
  /** The JSON text, or `defect.invariant` naming the field that must never have been built. */
  write(value: Value): Result<string>;
  /** The value, or `store.corrupt` naming the field that does not fit. */
  read(text: string): Result<Value>;
}

/** The form of a value, from its schema. */
export function documentForm<Value>(schema: z.ZodType<Value>): DocumentForm<Value> {
  return {
    write: (value) => {
      const checked = checkAgainst(schema, value);
      if (!checked.ok) return refuse('defect.invariant', fieldWords(checked.wrong));
      return ok(JSON.stringify(value));
    },
    read: (text) => {
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch (error) {
        return refuse('store.corrupt', `not JSON: ${String(error)}`);
      }
      const checked = checkAgainst(schema, value);
      return checked.ok ? ok(checked.value) : refuse('store.corrupt', fieldWords(checked.wrong));
    },
  };
}

function fieldWords(wrong: readonly WrongField[]): string {
  return `field ${wrongWords(wrong, '(whole)')}`;
}

/** An id of that kind. */
export function idOf<Kind extends IdKind>(kind: Kind) {
  return z.custom<Id<Kind>>(
    (value) => typeof value === 'string' && isId(kind, value),
    idWords(kind),
  );
}

/** A wall time. */
export const wallMs = z.int().transform(WallMs);
/** A mass, not negative. */
export const grams = z.number().min(0).transform(Grams);
