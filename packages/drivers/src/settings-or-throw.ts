import { ArtisanError, type Result } from '@artisan-ts/domain';

/** The value, or the refusal as a fault: where settings were checked before and can only be wrong by a mistake. */
export function settingsOrThrow<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new ArtisanError(result.code, result.message);
  return result.value;
}
