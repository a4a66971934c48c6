import {
  btChannel,
  type Channel,
  type Curve,
  etChannel,
  type Mark,
  type MarkKind,
  type MarkSet,
  makeId,
  type RoastHeader,
  type RoastRecord,
  WallMs,
} from '@artisan-ts/domain';
import type { OutboxEvent } from '@artisan-ts/runtime';
import { builtConfigurationId, builtMachineId } from '#build/machine.ts';

/** Confirmed marks that an operator pressed at these seconds of the record. */
export function buildMarks(timesS: Partial<Readonly<Record<MarkKind, number>>>): MarkSet {
  const kinds = Object.keys(timesS) as MarkKind[];
  return Object.fromEntries(kinds.map((kind) => [kind, buildMark(kind, timesS[kind] ?? 0)]));
}

function buildMark(kind: MarkKind, timeS: number): Mark {
  return {
    kind,
    timeS,
    state: 'confirmed',
    source: 'operator',
    confidence: 1,
    reason: '',
    history: [{ action: 'set', timeS, source: 'operator', wallMs: WallMs(0) }],
  };
}

/** Roast number `number`, going on, of the machine that `buildMachine` gives; say what matters to the test. */
export function buildRoastHeader(number = 1, parts: Partial<RoastHeader> = {}): RoastHeader {
  return {
    id: makeId('roast', number.toString(16).padStart(32, '0')),
    revision: 1,
    origin: 'measured',
    title: `Roast ${number}`,
    machineId: builtMachineId,
    configurationId: builtConfigurationId,
    machineName: 'Test drum',
    coffeeId: null,
    lotId: null,
    beans: '',
    displayUnit: 'C',
    startedWallMs: WallMs(number * 3_600_000),
    utcOffsetS: 0,
    clockRate: 1,
    intervalS: 1,
    closeReason: null,
    greenG: null,
    roastedG: null,
    roastingNotes: '',
    marks: {},
    levers: [],
    leverChanges: [],
    notes: [],
    ...parts,
  };
}

/** A curve sampled once a second from second 0. */
export function buildCurve(channel: Channel, values: readonly (number | null)[]): Curve {
  return { channel, timeS: values.map((_, second) => second), values, missing: null };
}

/** An imported roast with BT and ET once a second; say what matters to the test. */
export function buildRoastRecord(number = 1, parts: Partial<RoastRecord> = {}): RoastRecord {
  return {
    ...buildRoastHeader(number, { origin: 'imported', closeReason: 'imported', machineId: null }),
    curves: [buildCurve(btChannel, [200, 199.5, null]), buildCurve(etChannel, [215, 214, 213])],
    gaps: [],
    foreign: null,
    ...parts,
  };
}

/** The event that goes with storing this header. */
export function buildOutboxEvent(
  header: RoastHeader,
  kind: OutboxEvent['kind'] = 'roast.changed',
): OutboxEvent {
  return { kind, roastId: header.id, revision: header.revision, wallMs: WallMs(0) };
}
