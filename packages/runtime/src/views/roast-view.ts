import type { MarkDto, RoastDto, RoastSummary } from '@artisan-ts/contracts';
import {
  type Mark,
  type MarkKind,
  type MonoUs,
  qualityOf,
  type RoastHeader,
  secondsAfter,
} from '@artisan-ts/domain';

/** A roast as the API shows it: times from charge, or from the first sample when charge is unset. */
export function roastView(
  header: RoastHeader,
  facts: RoastSummary,
  startUs: MonoUs | null,
): RoastDto {
  const { profile, person } = qualityOf(header);
  const fromZero = (timeS: number): number => timeS - facts.zeroS;
  return {
    id: header.id,
    revision: header.revision,
    origin: header.origin,
    title: header.title,
    machineId: header.machineId,
    machineName: header.machineName,
    coffeeId: header.coffeeId,
    lotId: header.lotId,
    profile,
    person,
    beans: header.beans,
    displayUnit: header.displayUnit,
    startedWallMs: header.startedWallMs,
    utcOffsetS: header.utcOffsetS,
    clockRate: header.clockRate,
    intervalS: header.intervalS,
    samples: facts.samples,
    closeReason: header.closeReason,
    ...(header.deletedWallMs !== undefined && { deletedWallMs: header.deletedWallMs }),
    startUs,
    greenG: header.greenG,
    roastedG: header.roastedG,
    weightLossPct: facts.weightLossPct,
    roastingNotes: header.roastingNotes,
    marks: marksView(header, facts, startUs),
    phases: facts.phases,
    dtrPct: facts.dtrPct,
    levers: [...header.levers],
    leverChanges: header.leverChanges.map((change) => ({
      ...change,
      timeS: fromZero(change.timeS),
    })),
    notes: header.notes.map((note) => ({ ...note, timeS: fromZero(note.timeS) })),
  };
}

function marksView(header: RoastHeader, facts: RoastSummary, startUs: MonoUs | null): MarkDto[] {
  const views = Object.entries(facts.marks).flatMap(([name, at]) => {
    const mark = markOf(header, name as MarkKind);
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
function markOf(header: RoastHeader, kind: MarkKind): Mark | null {
  const stored = header.marks[kind];
  if (stored !== undefined) return stored;
  // While a roast goes on, the lowest temperature so far is a turning point only once the rules say so.
  if (kind !== 'turningPoint' || header.marks.charge === undefined) return null;
  if (header.closeReason === null) return null;
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
