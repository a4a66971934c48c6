import type { MissionDeed, MissionDto } from '@artisan-ts/contracts';
import { type Mission, type MissionState, missionStates, reasonWords } from '@artisan-ts/kernel';
import { goalWords } from '#missions/goals.ts';
import type { JournalStep } from '#ports/mission-store.ts';

/** What the station knows about a mission beside its row. */
export interface MissionSurroundings {
  readonly subjectTitle: string;
  readonly machineName: string;
  readonly steps: readonly JournalStep[];
  readonly history: MissionDto['history'];
}

/** What a person can do with a mission in each state. */
const deedsIn: Readonly<Partial<Record<MissionState, readonly MissionDeed[]>>> = {
  PENDING: ['cancel'],
  RUNNING: ['cancel'],
  RETRY: ['retry', 'cancel'],
  WAITING: ['cancel'],
  QUARANTINED: ['approve', 'reject'],
  DEAD: ['redrive'],
  FAILED: ['redrive'],
};

/** A mission as the API shows it. */
export function missionView(mission: Mission, around: MissionSurroundings): MissionDto {
  const { governance, lastError, state } = mission;
  const { steps, subjectTitle, machineName, history } = around;
  return {
    id: mission.id,
    goal: mission.goal,
    goalName: goalWords(mission.goal).name,
    subjectId: mission.subjectId,
    subjectTitle,
    machineId: mission.machineId,
    machineName,
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
    can: [...(deedsIn[state] ?? [])],
    lastError: lastError === null ? null : { ...lastError },
    result: mission.result,
    steps: steps.map(({ stepNo, name, atMs }) => ({ stepNo, name, atMs })),
    history,
  };
}
