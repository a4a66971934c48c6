import type { MissionId } from '@artisan-ts/domain';
import type { CanonicalValue } from '@artisan-ts/trust';
import type { RoastSignals } from '#governor/signals.ts';
import type { Verdict } from '#governor/verdict.ts';
import type { MissionEffect } from '#mission/events.ts';
import type {
  Decision,
  Governance,
  Mission,
  MissionActor,
  MissionState,
} from '#mission/mission.ts';

/** Times a mission may be claimed unless its goal says otherwise. */
export const attemptsDefault = 5;

/** What somebody asks for. Everything that decides authority was filled in by the kernel, never by the caller. */
export interface MissionRequest {
  readonly orgId: string;
  readonly siteId: string;
  readonly machineId: string | null;
  readonly goal: string;
  readonly goalVersion: number;
  readonly params: CanonicalValue;
  readonly fingerprint: string;
  readonly subjectId: string | null;
  readonly signals: RoastSignals | null;
  readonly idempotencyKey: string;
  readonly priority: number;
  readonly maxAttempts: number;
  readonly serialKey: string | null;
  readonly createdBy: MissionActor;
  readonly inputDigest: string;
}

/** A mission with what is to be written beside it. */
export interface MissionBirth {
  readonly mission: Mission;
  readonly effects: readonly MissionEffect[];
}

/** Where each decision of the governor leads (M01 to M04). */
export const stateOf: Readonly<Record<Decision, MissionState>> = {
  ALLOW: 'PENDING',
  RETRY_LATER: 'RETRY',
  QUARANTINE: 'QUARANTINED',
  BLOCK: 'BLOCKED',
};

/** The governor's verdict as it is kept with the mission. */
export function governanceOf(
  verdict: Verdict,
  inputDigest: string,
  nowMs: number,
  wasReconsidered: boolean,
): Governance {
  const { decision, reasons, configVersion } = verdict;
  return { decision, reasons, configVersion, decidedAtMs: nowMs, inputDigest, wasReconsidered };
}

/** A new mission as the governor's verdict has it. */
export function createMission(
  request: MissionRequest,
  verdict: Verdict,
  identity: { readonly id: MissionId; readonly traceId: string; readonly storeIncarnation: number },
  nowMs: number,
): MissionBirth {
  return birth(request, verdict, identity, nowMs, { generation: 0, redriveOf: null });
}

/** A second life of a mission that ended badly (M24): the old row stays as it is. */
export function redriveMission(
  dead: Mission,
  verdict: Verdict,
  identity: { readonly id: MissionId; readonly traceId: string; readonly storeIncarnation: number },
  by: MissionActor,
  nowMs: number,
): MissionBirth {
  const request = { ...dead, createdBy: by, inputDigest: dead.governance.inputDigest };
  const lineage = { generation: dead.generation + 1, redriveOf: dead.id };
  return birth(request, verdict, identity, nowMs, lineage);
}

function birth(
  request: MissionRequest,
  verdict: Verdict,
  identity: { readonly id: MissionId; readonly traceId: string; readonly storeIncarnation: number },
  nowMs: number,
  lineage: Pick<Mission, 'generation' | 'redriveOf'>,
): MissionBirth {
  const { inputDigest } = request;
  const mission: Mission = {
    id: identity.id,
    orgId: request.orgId,
    siteId: request.siteId,
    machineId: request.machineId,
    goal: request.goal,
    goalVersion: request.goalVersion,
    params: request.params,
    fingerprint: request.fingerprint,
    subjectId: request.subjectId,
    signals: request.signals,
    idempotencyKey: request.idempotencyKey,
    ...lineage,
    state: stateOf[verdict.decision],
    priority: request.priority,
    availableAtMs: verdict.availableAtMs ?? nowMs,
    attempts: 0,
    maxAttempts: request.maxAttempts,
    epoch: 0,
    lease: null,
    serialKey: request.serialKey,
    resumes: 0,
    wait: null,
    resumePayload: null,
    governance: governanceOf(verdict, inputDigest, nowMs, false),
    createdBy: request.createdBy,
    traceId: identity.traceId,
    result: null,
    lastError: null,
    storeIncarnation: identity.storeIncarnation,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  const action = lineage.redriveOf === null ? 'mission.create' : 'mission.redrive';
  const { reasons } = verdict;
  const effects: MissionEffect[] = [{ type: 'audit', action, reasons, by: request.createdBy }];
  effects.push({ type: 'outbox', kind: `mission.${mission.state.toLowerCase()}` });
  return { mission, effects };
}
