import {
  type KernelRefusal,
  kernelRefusal,
  type Mission,
  type MissionEffect,
} from '@artisan-ts/kernel';
import type { Sha256 } from '@artisan-ts/trust';
import { appendAudit } from '#missions/mission-audit.ts';
import type { MissionTables } from '#missions/mission-tables.ts';
import { type Operation, sent } from '#missions/operation.ts';

/** What every operation on missions works with, inside its transaction. */
export interface MissionDesk {
  readonly tables: MissionTables;
  readonly sha256: Sha256;
}

/** Writes what the kernel wants written beside a mission: no change without its entry. */
export function* writeEffects(
  { tables, sha256 }: MissionDesk,
  mission: Mission,
  effects: readonly MissionEffect[],
  nowMs: number,
): Operation<void> {
  for (const effect of effects) {
    if (effect.type === 'audit') {
      const { action, reasons, by } = effect;
      yield* appendAudit(tables, sha256, { action, reasons, by, mission }, nowMs);
    } else if (effect.type === 'outbox') {
      const { id: missionId, epoch } = mission;
      yield* sent(tables.putNews({ kind: effect.kind, missionId, epoch, wallMs: nowMs }));
    } else {
      yield* sent(tables.putDeadLetter(mission.id, effect.reason, nowMs));
    }
  }
}

/** There is no such mission. */
export function noMission(id: string): KernelRefusal {
  return kernelRefusal('NOT_FOUND', `there is no mission ${id}`);
}
