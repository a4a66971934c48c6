import type { RoastDto } from '@artisan-ts/contracts';
import { type Refusal, type Result, type RoastId, refuse } from '@artisan-ts/domain';
import { storeRefusal } from '#machines/refusals.ts';
import { noRoast } from '#roasts/put-roast.ts';
import type { StationParts } from '#station-parts.ts';

/**
 * Deletes a closed roast. It is in no list any more and nothing of it is lost: it can be restored until the station forgets
 * what is as old as its readings may be.
 */
export async function deleteRoast(station: StationParts, id: RoastId): Promise<Result<RoastDto>> {
  const { ledger, deps } = station;
  const roast = await ledger.load(id);
  if (roast === null) return noRoast(id);
  const { closeReason, deletedWallMs } = roast.header;
  if (closeReason === null) {
    return refuse('request.conflict', 'this roast is going on; close it first, then delete it');
  }
  if (deletedWallMs !== undefined) return station.answer(id);
  try {
    ledger.change(id, { header: { deletedWallMs: deps.clock.wallMs() } }, 'roast.deleted');
  } catch (error) {
    return storeRefusal(error);
  }
  for (const { desk } of station.machines.values()) desk.forget(id);
  return told(station, id);
}

/** Takes a deletion back. A roast that is not deleted stays as it is. */
export async function restoreRoast(station: StationParts, id: RoastId): Promise<Result<RoastDto>> {
  const { ledger } = station;
  const roast = await ledger.load(id);
  if (roast === null) return noRoast(id);
  if (roast.header.deletedWallMs === undefined) return station.answer(id);
  try {
    ledger.restore(id);
  } catch (error) {
    return storeRefusal(error);
  }
  return told(station, id);
}

/** What cannot be done to a deleted roast. */
export function isDeleted(id: RoastId): Refusal {
  const words = `the roast ${id} is deleted; restore it first`;
  return { ...refuse('request.conflict', words), roastId: id };
}

/** Screens that show the roast as the last one of its machine learn what became of it. */
async function told(station: StationParts, id: RoastId): Promise<Result<RoastDto>> {
  const answer = await station.answer(id);
  const machineId = answer.ok ? answer.value.machineId : null;
  if (answer.ok && machineId !== null) {
    station.hub.publish({ name: 'roast', data: { machineId, roast: answer.value } });
  }
  return answer;
}
