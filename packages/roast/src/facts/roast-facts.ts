import {
  curveOf,
  type MarkKind,
  markKinds,
  type RoastRecord,
  weightLossPct,
} from '@artisan-ts/domain';
import { valueAt } from '#curve/nearest.ts';
import { type RoastPhases, roastPhases } from '#facts/phases.ts';
import { pauseMaxS, turningPoint, turnsWithinS } from '#facts/turning-point.ts';

/** Where drying ends when nobody marked it, C. Artisan's default phases. */
export const dryEndDefaultC = 150;

/** So many readings that are missing are a pause in a record of few. */
const pauseSlots = 3;

/** A mark as it is read: when, and what the probes showed. */
export interface MarkFacts {
  /** Seconds from `zeroS`. */
  readonly timeS: number;
  readonly btC: number | null;
  readonly etC: number | null;
}

/** The numbers of a roast that follow from its record. */
export interface RoastFacts {
  /** Second 0 of everything shown, on the axis of the record: charge, or the first sample when charge is unset. */
  readonly zeroS: number;
  /** The marks that are set, and the turning point, which is always derived from BT. */
  readonly marks: Readonly<Partial<Record<MarkKind, MarkFacts>>>;
  /** null unless charge, first crack and drop are marked, in this order. */
  readonly phases: RoastPhases | null;
  /** Development time ratio: share of the roast after first crack, percent. */
  readonly dtrPct: number | null;
  readonly weightLossPct: number | null;
}

/** Derives the numbers of a roast. `dryEndC`: where drying ends when nobody marked it. */
export function roastFacts(
  record: RoastRecord,
  options: { readonly dryEndC?: number } = {},
): RoastFacts {
  const bt = curveOf(record, 'bt');
  const et = curveOf(record, 'et');
  const markS = (kind: MarkKind): number | null => record.marks[kind]?.timeS ?? null;
  const zeroS = markS('charge') ?? bt?.timeS[0] ?? record.curves[0]?.timeS[0] ?? 0;
  const dropS = markS('drop');
  const toS = Math.min(
    markS('fcStart') ?? Number.POSITIVE_INFINITY,
    dropS ?? Number.POSITIVE_INFINITY,
  );
  const found =
    bt &&
    turningPoint({
      timeS: bt.timeS,
      btC: bt.values,
      fromS: zeroS,
      toS,
      pauseMaxS: Math.max(pauseMaxS, pauseSlots * record.intervalS),
    });
  // What is lowest later than any roast turns is none: BT turned unseen.
  const isLate = markS('charge') !== null && (found?.timeS ?? zeroS) - zeroS > turnsWithinS;
  const lowest = isLate ? null : found;

  const marks: Partial<Record<MarkKind, MarkFacts>> = {};
  for (const kind of markKinds) {
    const timeS = kind === 'turningPoint' ? (lowest?.timeS ?? null) : markS(kind);
    if (timeS === null) continue;
    marks[kind] = {
      timeS: timeS - zeroS,
      btC: bt === null ? null : valueAt(bt, timeS),
      etC: et === null ? null : valueAt(et, timeS),
    };
  }
  const phases = roastPhases(
    {
      chargeS: markS('charge'),
      turningPointS: lowest?.timeS ?? null,
      dryEndS: markS('dryEnd'),
      fcStartS: markS('fcStart'),
      dropS,
    },
    bt,
    options.dryEndC ?? dryEndDefaultC,
  );
  return {
    zeroS,
    marks,
    phases,
    dtrPct: phases === null ? null : (phases.finishS / phases.totalS) * 100,
    weightLossPct: weightLossPct(record.greenG, record.roastedG),
  };
}
