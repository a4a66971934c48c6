import type { MissionGainsDto } from '@artisan-ts/contracts';
import type { RoastHeader, RoastId } from '@artisan-ts/domain';
import type { Mission } from '@artisan-ts/kernel';
import { entriesSince } from '#missions/audit-log.ts';
import type { MissionStore } from '#ports/mission-store.ts';
import type { RoastStore } from '#ports/roast-store.ts';
import { allRoasts } from '#roasts/listed-roasts.ts';

const dayMs = 86_400_000;
const pageMissions = 200;

/**
 * What people gained by what the station did by itself, over the last days: reports nobody had to ask for, how often a hand
 * was needed, and what became of the marks that it suggested.
 */
export async function missionGains(
  parts: { readonly store: MissionStore; readonly roasts: RoastStore; readonly orgId: string },
  days: number,
  nowMs: number,
): Promise<MissionGainsDto> {
  const sinceMs = nowMs - days * dayMs;
  const batches = await closedSince(parts.roasts, sinceMs);
  const touched = await touchedSince(parts, sinceMs);
  const reports = await reportsSince(parts, sinceMs, new Set(batches.map(({ id }) => id)));
  const untouched = [...reports.values()].filter(({ id }) => !touched.ids.has(id));
  const delays = [...reports.values()]
    .map(({ createdAtMs, updatedAtMs }) => (updatedAtMs - createdAtMs) / 1000)
    .sort((a, b) => a - b);
  return {
    days,
    batches: batches.length,
    reports: reports.size,
    reportsUntouched: untouched.length,
    interventions: touched.presses,
    interventionsPerBatch: batches.length === 0 ? null : touched.presses / batches.length,
    medianReportDelayS: delays[Math.floor((delays.length - 1) / 2)] ?? null,
    suggestions: suggestionsOf(batches),
  };
}

async function closedSince(roasts: RoastStore, sinceMs: number): Promise<readonly RoastHeader[]> {
  const found: RoastHeader[] = [];
  for await (const { header } of allRoasts(roasts)) {
    // The list is in the order of starts; from here on all are older.
    if (header.startedWallMs === null || header.startedWallMs < sinceMs) break;
    if (header.closeReason !== null && header.origin !== 'imported') found.push(header);
  }
  return found;
}

/** Presses of people on missions, and the missions they were about. */
async function touchedSince(
  { store, orgId }: { readonly store: MissionStore; readonly orgId: string },
  sinceMs: number,
) {
  const ids = new Set<string>();
  let presses = 0;
  for await (const { actor, object } of entriesSince(store, orgId, sinceMs)) {
    if (actor.kind !== 'USER' || object.type !== 'mission') continue;
    presses += 1;
    ids.add(object.id);
  }
  return { ids, presses };
}

/** The newest finished report of each roast. */
async function reportsSince(
  { store, orgId }: { readonly store: MissionStore; readonly orgId: string },
  sinceMs: number,
  roasts: ReadonlySet<RoastId>,
): Promise<ReadonlyMap<string, Mission>> {
  const found = new Map<string, Mission>();
  for (let after: Mission['id'] | undefined; ; ) {
    const page = await store.listMissions({
      orgId,
      limit: pageMissions,
      states: ['DONE'],
      ...(after !== undefined && { after }),
    });
    for (const mission of page) {
      const { subjectId } = mission;
      const isReport = mission.goal === 'roast-report';
      const isOfThese = isReport && subjectId !== null && roasts.has(subjectId as RoastId);
      if (isOfThese && !found.has(subjectId)) found.set(subjectId, mission);
    }
    const last = page.at(-1);
    if (page.length < pageMissions || last === undefined || last.createdAtMs < sinceMs)
      return found;
    after = last.id;
  }
}

/** What people said to the marks that the station suggested: the history of a mark keeps it. */
function suggestionsOf(batches: readonly RoastHeader[]): MissionGainsDto['suggestions'] {
  const counted = { made: 0, kept: 0, moved: 0, undone: 0, open: 0 };
  for (const { marks, undoneMarks } of batches) {
    for (const mark of Object.values(marks)) {
      if (mark.kind === 'turningPoint' || !mark.history.some(isSuggestion)) continue;
      counted.made += 1;
      if (mark.state === 'suggested') counted.open += 1;
      else if (mark.history.some(({ action }) => action === 'move' || action === 'set'))
        counted.moved += 1;
      else counted.kept += 1;
    }
    for (const history of Object.values(undoneMarks ?? {})) {
      if (!history.some(isSuggestion)) continue;
      counted.made += 1;
      counted.undone += 1;
    }
  }
  return counted;
}

function isSuggestion({ action }: { readonly action: string }): boolean {
  return action === 'suggest';
}
