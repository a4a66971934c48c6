import type { DocumentForm } from '@artisan-ts/contracts';
import { ArtisanError, type Result } from '@artisan-ts/domain';

/** The text of a value, checked before it is stored. @throws ArtisanError `defect.invariant` naming the field */
export function writeDocument<Value>(
  form: DocumentForm<Value>,
  value: Value,
  where: string,
): string {
  return granted(form.write(value), `write ${where}`);
}

/** The value of a text, checked after it was read. @throws ArtisanError `store.corrupt` naming the field */
export function readDocument<Value>(form: DocumentForm<Value>, text: string, where: string): Value {
  return granted(form.read(text), `read ${where}`);
}

function granted<Value>(result: Result<Value>, doing: string): Value {
  if (result.ok) return result.value;
  throw new ArtisanError(result.code, `${doing} of main.db: ${result.message}`);
}
