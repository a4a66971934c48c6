import type { Mission } from '@artisan-ts/kernel';
import type { MissionHold, MissionStore } from '@artisan-ts/runtime';
import { buildAsk, scopeOf } from '#build/mission.ts';

/** When everything in the suite begins. */
export const startMs = 1_795_343_400_000;
export const minuteMs = 60_000;

/** Asks for a mission that is not there yet. */
export async function created(store: MissionStore, number: number, ...over: [object?, number?]) {
  const [parts = {}, nowMs = startMs] = over;
  const answer = await store.createMission(buildAsk(number, parts), nowMs);
  if (!answer.ok) throw new Error(answer.message);
  return answer.mission;
}

/** Takes the next mission, which must be there. */
export async function claimed(
  store: MissionStore,
  worker = 'w1',
  nowMs = startMs,
): Promise<Mission> {
  const mission = await store.claimNext(scopeOf(worker), nowMs);
  if (mission === null) throw new Error('nothing to claim');
  return mission;
}

/** What its worker holds of it. */
export const holdOf = ({ id, epoch, lease }: Mission): MissionHold => ({
  missionId: id,
  epoch,
  workerId: lease?.workerId ?? '',
});

/** How an attempt went wrong. */
export const failure = (code: string, isPermanent = false) => ({
  error: { code, message: 'it went wrong' },
  isPermanent,
  retryAfterMs: null,
  chance: 0,
});
