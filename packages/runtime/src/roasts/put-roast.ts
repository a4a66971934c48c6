import type { RoastDto } from '@artisan-ts/contracts';
import type { Refusal, Result, RoastId } from '@artisan-ts/domain';
import { refuse } from '@artisan-ts/domain';
import { storeRefusal } from '#machines/refusals.ts';
import type { RoastChange } from '#roasts/roast-ledger.ts';
import type { StationParts } from '#station-parts.ts';

/** Changes a roast that is in memory, tells every screen, and answers once it is on disk. */
export async function putRoast(
  station: StationParts,
  id: RoastId,
  change: RoastChange,
): Promise<Result<RoastDto>> {
  const { ledger, machines, deskListener, answer } = station;
  try {
    ledger.change(id, change);
  } catch (error) {
    return storeRefusal(error);
  }
  for (const [machineId, attached] of machines) {
    if (attached.desk.roast?.header.id === id) deskListener(machineId).changed();
  }
  return answer(id);
}

export function noRoast(id: RoastId): Refusal {
  return refuse('request.not-found', `there is no roast ${id}`);
}
