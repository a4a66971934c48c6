import type { MissionEventType } from '#mission/events.ts';
import { type Mission, terminalStates } from '#mission/mission.ts';

/** What may lead out of a quarantine. */
const waysOut: readonly MissionEventType[] = ['approve', 'reject', 'reconsider', 'cancel', 'sweep'];

/**
 * What a change of one mission breaks, by the number of the invariant; empty when nothing. Independent of how the change
 * was decided: simulation and tests ask after every step.
 */
export function missionViolations(
  before: Mission | null,
  after: Mission,
  by: MissionEventType | 'create',
): readonly string[] {
  const broken: string[] = [];
  const must = (holds: boolean, what: string) => {
    if (!holds) broken.push(what);
  };
  must(after.attempts <= after.maxAttempts && after.attempts >= 0, 'INV-05 attempts out of bounds');
  must((after.state === 'RUNNING') === (after.lease !== null), 'INV-01 lease without running');
  must((after.state === 'WAITING') === (after.wait !== null), 'INV-09 wait without waiting');
  must(
    after.state !== 'DONE' || by === 'complete' || before?.state === 'DONE',
    'INV-02 done by itself',
  );
  if (before === null) return broken;
  must(after.epoch >= before.epoch, 'INV-01 epoch went back');
  const hasNewHolder = after.lease !== null && after.lease.workerId !== before.lease?.workerId;
  must(!hasNewHolder || after.epoch > before.epoch, 'INV-01 two holders of one epoch');
  const isTaken = by === 'claim';
  must(!isTaken || after.epoch > before.epoch, 'INV-01 claim without a new epoch');
  must(!terminalStates.has(before.state) || after === before, 'INV-04 terminal row changed');
  const leftQuarantine = before.state === 'QUARANTINED' && after.state !== 'QUARANTINED';
  must(!leftQuarantine || waysOut.includes(by as MissionEventType), 'INV-09 quarantine left');
  const lostHolder = before.state === 'RUNNING' && after.state !== 'RUNNING';
  const isByOther = by === 'cancel' || by === 'sweep';
  must(!lostHolder || !isByOther || after.epoch > before.epoch, 'INV-02 late work not fenced off');
  const isSame = before.fingerprint === after.fingerprint && before.id === after.id;
  must(isSame && before.orgId === after.orgId, 'INV-33 the mission became another');
  return broken;
}
