import type { MissionDeed, MissionDto } from '@artisan-ts/contracts';
import { usPerMs } from '@artisan-ts/domain';
import { type Mission, type MissionState, missionStates, reasonWords } from '@artisan-ts/kernel';
import { spanWords } from '#agents/step-words.ts';
import { goalWords } from '#missions/goals.ts';
import type { JournalStep, MissionSpan, TraceDigest } from '#ports/mission-store.ts';

/** What the station knows about a mission beside its row. */
export interface MissionSurroundings {
  readonly subjectTitle: string;
  readonly machineName: string;
  readonly steps: readonly JournalStep[];
  readonly history: MissionDto['history'];
  readonly spans: readonly MissionSpan[];
  readonly traceDigest: TraceDigest | null;
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
  const { steps, subjectTitle, machineName, history, spans, traceDigest } = around;
  const { ranWith } = mission;
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
    ranWith: ranWith === undefined ? null : { ...ranWith, tools: [...ranWith.tools] },
    evidence: evidenceOf(mission, steps),
    trace: spans.map((span) => ({
      spanId: span.spanId,
      parentId: span.parentId,
      epoch: span.epoch,
      name: span.name,
      words: spanWords(span),
      startMs: span.startMs,
      durationMs: span.durationUs / usPerMs,
      isError: span.isError,
      attributes: { ...span.attributes },
    })),
    traceDigest: traceDigest && { ...traceDigest },
    history,
  };
}

/** What an agent found that wants a person: of its last look, while it waits for them. */
function evidenceOf({ state }: Mission, steps: readonly JournalStep[]): string[] {
  const last = steps.at(-1);
  if (state !== 'QUARANTINED' || last?.name !== 'observe') return [];
  const sentences: unknown = Reflect.get(Object(last.output), 'sentences');
  return Array.isArray(sentences) ? sentences.map(String) : [];
}
