import type { RoastDto } from '@artisan-ts/contracts';
import { ok, type Refusal, type Result, type RoastId, refuse } from '@artisan-ts/domain';
import { pause } from '#clock/pause.ts';
import type { StationParts } from '#station-parts.ts';

/** How long a person waits for the disk before being told that it does not answer. */
const patienceMs = 5000;

/** The roast once its changes are on disk, or why that has not happened. */
export async function savedAnswer(station: StationParts, id: RoastId): Promise<Result<RoastDto>> {
  const { ledger, reader } = station;
  const unsaved = await unsavedRefusal(station, ledger.saved(id));
  if (unsaved !== null) return unsaved;
  const roast = await reader.stored(id);
  if (roast === null) return refuse('request.not-found', `there is no roast ${id}`);
  return ok(await reader.view(roast));
}

/** Waits until what was done is on disk, or as long as a person does; why it is not there by then, or null. */
export async function unsavedRefusal(
  { deps, queue }: Pick<StationParts, 'deps' | 'queue'>,
  saved: Promise<void>,
): Promise<Refusal | null> {
  const done = new AbortController();
  const tooLong = pause(deps.clock, patienceMs, done.signal);
  const isTooLong = await Promise.race([saved.then(() => false), tooLong]);
  done.abort();
  if (!isTooLong) return null;
  const reason = queue.fault?.message ?? 'the disk does not answer';
  return refuse(
    queue.fault?.code ?? 'store.unavailable',
    `It is done and shown, and not yet saved: ${reason}. Saving is tried again by itself; do not repeat it.`,
  );
}
