import type { MissionDto } from '@artisan-ts/contracts';
import { type Mission, type ReasonCode, reasonWords } from '@artisan-ts/kernel';
import type { AuditActor, AuditEntry } from '@artisan-ts/trust';
import { stepWords } from '#agents/step-words.ts';
import { entriesSince } from '#missions/audit-log.ts';
import type { JournalStep, MissionStore } from '#ports/mission-store.ts';

type HistoryItem = MissionDto['history'][number];

/** What an entry of the audit log says of a mission, for a person. */
const actionWords: Readonly<Record<string, string>> = {
  'mission.create': 'Asked for',
  'mission.claim': 'Taken up',
  'mission.complete': 'Finished; the result is stored',
  'mission.fail': 'Went wrong',
  'mission.flag': 'Held back: the result wants a look',
  'mission.suspend': 'Waits',
  'mission.resume': 'What it waited for has come',
  'mission.sweep': 'Taken back',
  'mission.expire': 'Ended: nothing came',
  'mission.approve': 'Released',
  'mission.reject': 'Rejected',
  'mission.cancel': 'Stopped',
  'mission.retryNow': 'To be tried at once',
  'mission.redrive': 'Asked for again',
  'mission.reconsider': 'Judged anew with better data',
};

/** Changes that end what the steps before them led to. */
const endings: ReadonlySet<string> = new Set(
  ['complete', 'fail', 'flag', 'suspend'].map((word) => `mission.${word}`),
);

/** Everything that happened to a mission: its entries in the audit log, and its steps between them. */
export async function missionHistory(
  store: Pick<MissionStore, 'auditEntries' | 'checkpoint'>,
  mission: Mission,
  steps: readonly JournalStep[],
  nameOf: (personId: string) => string | null,
): Promise<HistoryItem[]> {
  const history: HistoryItem[] = [];
  let made = 0;
  /** Steps up to a moment; those of the moment itself come before what ended them. */
  const stepsUntil = (ms: number, isEnd: boolean) => {
    for (let step = steps[made]; step !== undefined; step = steps[made]) {
      if (step.atMs > ms || (step.atMs === ms && !isEnd)) return;
      history.push({ atMs: step.atMs, message: stepWords(step), by: 'Worker' });
      made += 1;
    }
  };
  for await (const entry of entriesSince(store, mission.orgId, mission.createdAtMs)) {
    if (entry.ts > mission.updatedAtMs) break;
    if (entry.object.id !== mission.id) continue;
    stepsUntil(entry.ts, endings.has(entry.action));
    history.push(changeItem(entry, nameOf));
  }
  stepsUntil(Number.POSITIVE_INFINITY, true);
  return history;
}

function changeItem(
  { ts, action, reasons, actor }: AuditEntry,
  nameOf: (personId: string) => string | null,
): HistoryItem {
  const why = reasons.map((code) => reasonWords[code as ReasonCode] ?? code).join(' ');
  const what = actionWords[action] ?? action;
  return {
    atMs: ts,
    message: why === '' ? what : `${what}. ${why}`,
    by: actorWords(actor, nameOf),
  };
}

/** Whoever did something, as a person reads it. */
function actorWords(
  { kind, id }: Pick<AuditActor, 'kind' | 'id'>,
  nameOf: (personId: string) => string | null,
): string {
  if (kind === 'USER') return nameOf(id) ?? id;
  if (kind === 'AGENT') return 'Worker';
  return helperWords[id] ?? id;
}

const helperWords: Readonly<Record<string, string>> = {
  dispatcher: 'Station',
  scheduler: 'Station',
  kernel: 'Station',
  'first-run': 'Somebody at this computer',
  'command-line': 'A command on this computer',
};
