import type { Mission, MissionActor, ReasonCode } from '@artisan-ts/kernel';
import {
  type AuditEntry,
  type Checkpoint,
  canonicalText,
  genesisHash,
  hexText,
  type Sha256,
  sealEntry,
  utf8Bytes,
} from '@artisan-ts/trust';
import type { AuditTail, MissionTables } from '#missions/mission-tables.ts';
import { got, type Operation, sent } from '#missions/operation.ts';

/** The station itself, in the log. */
export const kernelActor: MissionActor = { kind: 'SERVICE', id: 'kernel', version: '1' };

/** How often this store was restored from a copy; restoring is not built yet. */
export const storeIncarnation = 1;

/** What is written of a change. */
export interface AuditNote {
  readonly action: string;
  readonly reasons: readonly ReasonCode[];
  readonly by: MissionActor | null;
  readonly mission: Mission;
}

/** Chains one entry to the log of the mission's organisation. Part of the caller's transaction. */
export function* appendAudit(
  tables: MissionTables,
  sha256: Sha256,
  { action, reasons, by, mission }: AuditNote,
  nowMs: number,
): Operation<void> {
  yield* appendEntry(
    tables,
    sha256,
    mission.orgId,
    {
      actor: by ?? kernelActor,
      action,
      object: { type: 'mission', id: mission.id },
      reasons,
      // The state and data that the entry speaks of, so that neither can be exchanged beside the log.
      bodyDigest: missionDigest(sha256, mission),
      traceId: mission.traceId,
    },
    nowMs,
  );
}

/** What an entry says of a change; place, time and chain are the log's. */
type EntryWords = Pick<
  AuditEntry,
  'actor' | 'action' | 'object' | 'reasons' | 'bodyDigest' | 'traceId'
>;

/** Chains one entry to a log, which begins with it when there is none. Part of the caller's transaction. */
export function* appendEntry(
  tables: MissionTables,
  sha256: Sha256,
  log: string,
  words: EntryWords,
  nowMs: number,
): Operation<void> {
  let tail = yield* got(tables.auditTail(log));
  if (tail === null) {
    tail = yield* seal(
      tables,
      sha256,
      { log, tail, nowMs },
      {
        actor: kernelActor,
        action: 'log.open',
        object: { type: 'log', id: log },
        reasons: [],
        bodyDigest: '',
        traceId: '',
      },
    );
  }
  yield* seal(tables, sha256, { log, tail, nowMs }, words);
}

/** Digest of a mission as it stands after a change. */
export function missionDigest(sha256: Sha256, mission: Mission): string {
  const { id, state, epoch, attempts, fingerprint, governance, result } = mission;
  const body = [id, state, epoch, attempts, fingerprint, governance.inputDigest];
  const text = canonicalText([...body, JSON.stringify(result)]);
  return hexText(sha256(utf8Bytes(text)));
}

/** How a log stands; null when nothing is in it. */
export function* checkpointOf(
  tables: MissionTables,
  log: string,
  nowMs: number,
): Operation<Checkpoint | null> {
  const tail = yield* got(tables.auditTail(log));
  if (tail === null) return null;
  const { size, head } = tail;
  return { v: 1, log, size, head, ts: Math.max(nowMs, tail.ts), storeIncarnation };
}

function* seal(
  tables: MissionTables,
  sha256: Sha256,
  at: { readonly log: string; readonly tail: AuditTail | null; readonly nowMs: number },
  what: EntryWords,
): Operation<AuditTail> {
  const { log, tail, nowMs } = at;
  const seq = tail?.size ?? 0;
  // After a crash time may be behind what was written last by seconds; a log never is.
  const ts = Math.max(nowMs, tail?.ts ?? 0);
  const entry: AuditEntry = { v: 1, log, seq, ts, ...what, outcome: 'OK', storeIncarnation };
  const sealed = sealEntry(sha256, tail === null ? genesisHash : bytesOf(tail.head), entry);
  const hash = hexText(sealed.hash);
  yield* sent(tables.appendAudit(log, { seq, text: sealed.text, hash, ts }));
  return { size: seq + 1, head: hash, ts };
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}
