import {
  type Alignment,
  type BatchMeasure,
  batchMeasures,
  type MarkKind,
  markKinds,
  type RoastRecord,
} from '@artisan-ts/domain';
import { analyseRoast } from '#analysis/analyse-roast.ts';
import { alignedS, type Deviation } from '#analysis/reference-deviation.ts';
import { type Departure, firstDeparture } from '#comparison/departure.ts';
import { measureOf } from '#comparison/measures.ts';
import type { RoastFacts } from '#facts/roast-facts.ts';
import type { SceneColumns } from '#scene/gaps.ts';
import { type SavedCurve, savedColumns } from '#scene/saved-columns.ts';

/** A roast to compare, whole. */
export interface RoastToCompare {
  readonly record: RoastRecord;
  readonly facts: RoastFacts;
  readonly curve: SavedCurve;
}

/** A roast as it is laid on others. */
export interface ComparedRoast {
  readonly id: string;
  /** Where the moment of alignment is, seconds from charge; null when it is not known: then it is laid at charge. */
  readonly alignedAtS: number | null;
  /** Times are from the moment of alignment. */
  readonly columns: SceneColumns;
  readonly marks: readonly {
    readonly kind: MarkKind;
    readonly timeS: number;
    readonly btC: number | null;
  }[];
  readonly measures: Readonly<Record<BatchMeasure, number | null>>;
  /** BT against the reference from turning point to drop; null for the reference, and when it cannot be told. */
  readonly deviation: Deviation | null;
  /** When it left the reference's band; null for the reference, and when it never did. */
  readonly departure: Departure | null;
}

/** Several roasts laid on each other. Shape: in the order they were given. */
export interface Comparison {
  readonly align: Alignment;
  readonly referenceId: string;
  readonly roasts: readonly ComparedRoast[];
}

/** After the turning point the rates of two roasts still differ by the fall. */
const afterTurningS = 45;

/**
 * Lays roasts on each other at a moment, and holds each against the reference; null when the reference is not among them. What
 * is said of a roast does not depend on the order or on the others, but for the reference.
 */
export function compareRoasts(
  roasts: readonly RoastToCompare[],
  how: { readonly align: Alignment; readonly referenceId: string },
): Comparison | null {
  const reference = roasts.find(({ record }) => record.id === how.referenceId);
  if (reference === undefined) return null;
  return { ...how, roasts: roasts.map((roast) => layOn(roast, reference, how.align)) };
}

/** One roast laid on others and held against the reference; the same object for the reference itself. */
export function layOn(
  roast: RoastToCompare,
  reference: RoastToCompare,
  align: Alignment,
): ComparedRoast {
  const { record, facts, curve } = roast;
  const alignedAtS = alignedS(facts, align);
  const shiftS = alignedAtS ?? 0;
  const columns = savedColumns(curve, record.intervalS);
  const isReference = roast === reference;
  return {
    id: record.id,
    alignedAtS,
    columns: { ...columns, timeS: columns.timeS.map((timeS) => timeS - shiftS) },
    marks: markKinds.flatMap((kind) => {
      const at = facts.marks[kind];
      return at === undefined ? [] : [{ kind, timeS: at.timeS - shiftS, btC: at.btC }];
    }),
    measures: Object.fromEntries(
      batchMeasures.map((measure) => [measure, measureOf(facts, measure)]),
    ) as Record<BatchMeasure, number | null>,
    deviation: isReference
      ? null
      : (analyseRoast(record, { reference: { record: reference.record, alignAt: align } }).deviation
          ?.whole ?? null),
    departure: isReference ? null : departureOf(roast, reference, { align, alignedAtS, columns }),
  };
}

function departureOf(
  { record, facts }: RoastToCompare,
  reference: RoastToCompare,
  own: {
    readonly align: Alignment;
    readonly alignedAtS: number | null;
    readonly columns: SceneColumns;
  },
): Departure | null {
  const otherAtS = alignedS(reference.facts, own.align);
  const turnedS = facts.marks.turningPoint?.timeS;
  const otherTurnedS = reference.facts.marks.turningPoint?.timeS;
  if (own.alignedAtS === null || otherAtS === null) return null;
  if (turnedS === undefined || otherTurnedS === undefined) return null;
  const shiftS = otherAtS - own.alignedAtS;
  const { levers, intervalS } = record;
  const leverChanges = record.leverChanges.map((change) => ({
    ...change,
    timeS: change.timeS - facts.zeroS,
  }));
  const ends = [
    facts.marks.drop?.timeS ?? Number.POSITIVE_INFINITY,
    (reference.facts.marks.drop?.timeS ?? Number.POSITIVE_INFINITY) - shiftS,
  ];
  return firstDeparture(
    { columns: own.columns, intervalS, levers, leverChanges },
    {
      columns: savedColumns(reference.curve, reference.record.intervalS),
      intervalS: reference.record.intervalS,
    },
    {
      fromS: Math.max(turnedS, otherTurnedS - shiftS) + afterTurningS,
      toS: Math.min(...ends),
      shiftS,
    },
  );
}
