import type { RoastId } from '@artisan-ts/domain';
import { type Decision, type Mission, type MissionState, reasonWords } from '@artisan-ts/kernel';
import { localOrg } from '#missions/mission-office.ts';
import type { MissionStore } from '#ports/mission-store.ts';

/** Closings of one roast that are looked at; more were undone and closed again. */
const closingsMax = 20;
/** What the governor said when it wanted a person, or nothing to run. */
const heldBack: ReadonlySet<Decision> = new Set<Decision>(['QUARANTINE', 'BLOCK']);

/** What became of a report that did not come by itself, in words. */
const endings: Readonly<Partial<Record<MissionState, string>>> = {
  QUARANTINED: 'its report waits for a person',
  DONE: 'its report was released by a person',
  CANCELED: 'its report was rejected or stopped',
  BLOCKED: 'its report was refused',
  FAILED: 'its report failed',
  DEAD: 'its report was given up',
  RETRY: 'its report is tried again',
};

/** Reports of these roasts that did not come by themselves: by roast, what became of each, with the reasons. @throws ArtisanError `store.*` */
export async function dayExceptions(
  store: MissionStore,
  roastIds: readonly RoastId[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const subjectId of roastIds) {
    const of = { orgId: localOrg, subjectId, limit: closingsMax };
    const reports = (await store.listMissions(of)).filter(({ goal }) => goal === 'roast-report');
    const words = reports.flatMap((mission) => exceptionOf(mission) ?? []);
    if (words.length > 0) found.set(subjectId, words.join('; '));
  }
  return found;
}

function exceptionOf({ state, governance, lastError }: Mission): string | null {
  const { decision, reasons } = governance;
  const ending = endings[state];
  const isHeldBack = heldBack.has(decision);
  // What waits for room, or came at a second attempt, needed nobody.
  if (ending === undefined || (state === 'DONE' && !isHeldBack)) return null;
  const whys = isHeldBack ? reasons.map((code) => reasonWords[code]) : [lastError?.message ?? ''];
  return [`${ending}.`, ...whys.filter((why) => why !== '')].join(' ');
}
