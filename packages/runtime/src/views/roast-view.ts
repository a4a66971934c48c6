import type { MarkDto, RoastDto } from '@artisan-ts/contracts';
import {
  curveOf,
  type Mark,
  type MarkKind,
  type MonoUs,
  type RoastRecord,
  secondsAfter,
} from '@artisan-ts/domain';
import { type RoastFacts, roastFacts } from '@artisan-ts/roast';

/** A roast as the API shows it: times from charge, or from the first sample when charge is unset. */
export function roastView(record: RoastRecord, startUs: MonoUs | null): RoastDto {
  const facts = roastFacts(record);
  const fromZero = (timeS: number): number => timeS - facts.zeroS;
  return {
    id: record.id,
    revision: record.revision,
    origin: record.origin,
    title: record.title,
    machineId: record.machineId,
    machineName: record.machineName,
    beans: record.beans,
    displayUnit: record.displayUnit,
    startedWallMs: record.startedWallMs,
    utcOffsetS: record.utcOffsetS,
    clockRate: record.clockRate,
    intervalS: record.intervalS,
    samples: (curveOf(record, 'bt') ?? record.curves[0])?.timeS.length ?? 0,
    closeReason: record.closeReason,
    startUs,
    greenG: record.greenG,
    roastedG: record.roastedG,
    weightLossPct: facts.weightLossPct,
    roastingNotes: record.roastingNotes,
    marks: marksView(record, facts, startUs),
    phases: facts.phases,
    dtrPct: facts.dtrPct,
    levers: [...record.levers],
    leverChanges: record.leverChanges.map((change) => ({
      ...change,
      timeS: fromZero(change.timeS),
    })),
    notes: record.notes.map((note) => ({ ...note, timeS: fromZero(note.timeS) })),
  };
}

function marksView(record: RoastRecord, facts: RoastFacts, startUs: MonoUs | null): MarkDto[] {
  const views = Object.entries(facts.marks).flatMap(([name, at]) => {
    const mark = markOf(record, name as MarkKind);
    if (mark === null) return [];
    const view: MarkDto = {
      kind: mark.kind,
      ...at,
      monoUs: startUs === null ? null : secondsAfter(startUs, facts.zeroS + at.timeS),
      state: mark.state,
      source: mark.source,
      confidence: mark.confidence,
      reason: mark.reason,
      history: mark.history.map((entry) => ({
        ...entry,
        timeS: entry.timeS === null ? null : entry.timeS - facts.zeroS,
      })),
    };
    return [view];
  });
  return views.sort((a, b) => a.timeS - b.timeS);
}

/** The mark as it is stored. The turning point follows from the curve, also where nobody stored it. */
function markOf(record: RoastRecord, kind: MarkKind): Mark | null {
  const stored = record.marks[kind];
  if (stored !== undefined) return stored;
  // While a roast goes on, the lowest temperature so far is a turning point only once the rules say so.
  if (kind !== 'turningPoint' || record.marks.charge === undefined) return null;
  if (record.closeReason === null) return null;
  return {
    kind,
    timeS: 0,
    state: 'confirmed',
    source: 'detected',
    confidence: 1,
    reason: 'lowest BT after charge',
    history: [],
  };
}
