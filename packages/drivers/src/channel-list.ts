import { ok, type Result, refuse } from '@artisan-ts/domain';

/** More channels are not stored of one stream. */
const channelsMax = 16;

/**
 * A list of channels as people write it, `one; another`, each read by `parse`.
 *
 * @returns a refusal `driver.settings` of the first that cannot be read, or of too many or none, with an `example`
 */
export function parseChannelList<Entry>(
  text: string,
  example: string,
  parse: (part: string) => Result<Entry>,
): Result<readonly Entry[]> {
  const parts = text.split(';').map((part) => part.trim());
  const entries: Entry[] = [];
  for (const part of parts.filter((one) => one !== '')) {
    const entry = parse(part);
    if (!entry.ok) return entry;
    entries.push(entry.value);
  }
  if (entries.length > 0 && entries.length <= channelsMax) return ok(entries);
  return refuse(
    'driver.settings',
    `channels: 1 to ${channelsMax} are wanted, such as ${example}; got ${entries.length}`,
  );
}

/** A channel that cannot be read, and why. */
export function badChannel(part: string, why: string): Result<never> {
  return refuse('driver.settings', `channels: "${part}" ${why}`);
}
