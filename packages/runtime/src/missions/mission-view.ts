import type { MissionDto } from '@artisan-ts/contracts';
import { type Mission, missionStates, reasonWords } from '@artisan-ts/kernel';
import type { JournalStep } from '#ports/mission-store.ts';

/** A mission as the API shows it. */
export function missionView(mission: Mission, steps: readonly JournalStep[]): MissionDto {
  const { governance, lastError, state } = mission;
  return {
    id: mission.id,
    goal: mission.goal,
    subjectId: mission.subjectId,
    machineId: mission.machineId,
    state,
    meaning: missionStates[state],
    reasons: governance.reasons.map((code) => ({ code, message: reasonWords[code] })),
    inputDigest: governance.inputDigest,
    signals: mission.signals === null ? null : { ...mission.signals },
    attempts: mission.attempts,
    maxAttempts: mission.maxAttempts,
    availableAtMs: mission.availableAtMs,
    generation: mission.generation,
    redriveOf: mission.redriveOf,
    createdBy: { ...mission.createdBy },
    createdAtMs: mission.createdAtMs,
    updatedAtMs: mission.updatedAtMs,
    lastError: lastError === null ? null : { ...lastError },
    result: mission.result,
    steps: steps.map(({ stepNo, name, atMs }) => ({ stepNo, name, atMs })),
  };
}
