import type { MissionEffect } from '#mission/events.ts';
import type { Mission, MissionActor, MissionState } from '#mission/mission.ts';
import type { KernelRefusal, ReasonCode } from '#reasons.ts';

/** The next state of a mission with its effects, or why it stays as it is. */
export type MissionStep =
  | { readonly ok: true; readonly mission: Mission; readonly effects: readonly MissionEffect[] }
  | KernelRefusal;

/** A change of state with its entry in the audit log and its news for whoever listens. */
export function move(
  mission: Mission,
  change: Partial<Mission> & { readonly state: MissionState },
  account: {
    readonly action: `mission.${string}`;
    readonly reasons?: readonly ReasonCode[];
    readonly by?: MissionActor;
    readonly also?: readonly MissionEffect[];
  },
  nowMs: number,
): MissionStep {
  const { action, reasons = [], by = null, also = [] } = account;
  const next = { ...mission, ...change, updatedAtMs: nowMs };
  const news: readonly MissionEffect[] =
    next.state === mission.state
      ? []
      : [{ type: 'outbox', kind: `mission.${next.state.toLowerCase()}` }];
  return {
    ok: true,
    mission: next,
    effects: [{ type: 'audit', action, reasons, by }, ...news, ...also],
  };
}
