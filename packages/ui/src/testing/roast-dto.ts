import type { MarkDto, RoastDto } from '@artisan-ts/contracts';
import type { MarkKind } from '@artisan-ts/domain';

/** A roast that has just begun, for tests: say only what matters. */
export function roastDto(change: Partial<RoastDto> = {}): RoastDto {
  return {
    id: `roast_${'1'.repeat(32)}`,
    revision: 1,
    origin: 'measured',
    title: 'A roast',
    machineId: `machine_${'a'.repeat(32)}`,
    machineName: 'Drum',
    coffeeId: null,
    lotId: null,
    profile: '',
    person: '',
    beans: '',
    displayUnit: 'C',
    startedWallMs: 1_700_000_000_000,
    utcOffsetS: 0,
    clockRate: 1,
    intervalS: 1,
    samples: null,
    closeReason: null,
    startUs: 0,
    greenG: null,
    roastedG: null,
    weightLossPct: null,
    roastingNotes: '',
    marks: [],
    phases: null,
    dtrPct: null,
    levers: [],
    leverChanges: [],
    notes: [],
    ...change,
  };
}

/** A confirmed mark at second 0 of the record, for tests. */
export function markDto(kind: MarkKind, change: Partial<MarkDto> = {}): MarkDto {
  const monoUs = change.monoUs ?? 0;
  return {
    kind,
    timeS: monoUs / 1e6,
    monoUs,
    btC: 200,
    etC: 215,
    state: 'confirmed',
    source: 'operator',
    confidence: 1,
    reason: '',
    history: [],
    ...change,
  };
}
