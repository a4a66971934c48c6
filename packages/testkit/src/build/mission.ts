import { type MachineId, makeId, type RoastId } from '@artisan-ts/domain';
import type { RoastSignals, WorkerScope } from '@artisan-ts/kernel';
import { type MissionAsk, type MissionAsker, reportKey } from '@artisan-ts/runtime';

/** Signals of a roast that nothing is wrong with. */
export const soundSignals: RoastSignals = {
  points: 700,
  durationS: 700,
  temperatureShare: 1,
  missingShare: 0,
  isUnattendedClose: false,
  isTimelineSound: true,
  verifiedShare: 0,
};

/** Signals of a roast that was over before it began. */
export const thinSignals: RoastSignals = { ...soundSignals, points: 20, durationS: 20 };

/** The part of the station that asks for missions. */
export const builtService: MissionAsker = {
  actor: { kind: 'SERVICE', id: 'dispatcher', version: '1' },
  role: 'service',
  orgId: 'local',
};

/** A person who may decide. */
export const builtHead: MissionAsker = {
  actor: { kind: 'USER', id: 'ana', version: '' },
  role: 'head',
  orgId: 'local',
};

/** Who may take the missions that {@link buildAsk} asks for. */
export const scopeOf = (workerId: string): WorkerScope => ({
  workerId,
  orgs: ['local'],
  goals: ['roast-report'],
});

const hex = (number: number): string => number.toString(16).padStart(32, '0');

/** A request for the report of the numbered roast, under the numbered mission id. */
export function buildAsk(number: number, over: Partial<MissionAsk> = {}): MissionAsk {
  const roastId: RoastId = makeId('roast', hex(number));
  // A machine each, so that none waits for another.
  const machineId: MachineId = makeId('machine', hex(number));
  return {
    by: builtService,
    siteId: 'main',
    machineId,
    goal: 'roast-report',
    params: { roastId, revision: 1 },
    subjectId: roastId,
    signals: soundSignals,
    idempotencyKey: reportKey(roastId, 1),
    identity: { id: makeId('mission', hex(number)), traceId: `trace-${number}` },
    ...over,
  };
}
