import { type Curve, curveOf, type MarkKind, type RoastRecord } from '@artisan-ts/domain';
import { type RoastPhase, roastPhaseNames } from '#analysis/roast-phase.ts';
import { firstAtOrAfter } from '#curve/nearest.ts';
import { type RoastFacts, roastFacts } from '#facts/roast-facts.ts';

/** The roast to compare with, and the moment at which both are laid on each other. */
export interface Reference {
  readonly record: RoastRecord;
  readonly alignAt: MarkKind;
}

/** How far BT was from the reference over a stretch: ours less the reference's. */
export interface Deviation {
  readonly rmseC: number;
  /** The mean: above zero was hotter. */
  readonly biasC: number;
  /** The largest, with its sign, and when. */
  readonly maxC: number;
  readonly maxS: number;
  /** Readings that had a counterpart. */
  readonly compared: number;
}

/** Deviations of BT by phase of our roast. */
export interface ReferenceDeviation {
  readonly alignedAt: MarkKind;
  /** From turning point to drop; null when nothing could be compared. */
  readonly whole: Deviation | null;
  /** null where the phases of the roast are not known, or nothing could be compared. */
  readonly phases: Readonly<Record<RoastPhase, Deviation | null>>;
}

/**
 * Compares a roast with a reference, or null when the moment of alignment is not known in both. Between two readings of the
 * reference a straight line counts; where either has no reading, nothing does.
 */
export function referenceDeviation(
  own: { readonly facts: RoastFacts; readonly bt: Curve | null; readonly gapS: number },
  reference: Reference,
): ReferenceDeviation | null {
  const { facts, bt, gapS } = own;
  const other = curveOf(reference.record, 'bt');
  const otherFacts = roastFacts(reference.record);
  const atS = alignedS(facts, reference.alignAt);
  const otherAtS = alignedS(otherFacts, reference.alignAt);
  if (bt === null || other === null || atS === null || otherAtS === null) return null;
  const shiftS = otherFacts.zeroS + otherAtS - facts.zeroS - atS;
  const between = (fromS: number, toS: number): Deviation | null =>
    deviation({ bt, other, shiftS, gapS, zeroS: facts.zeroS }, fromS, toS);
  const { phases, marks } = facts;
  const turnedS = marks.turningPoint?.timeS ?? 0;
  const endS = marks.drop?.timeS ?? Number.POSITIVE_INFINITY;
  const ends = phases && [turnedS, phases.dryS, phases.dryS + phases.midS, phases.totalS];
  const of = (phase: RoastPhase): Deviation | null => {
    const place = roastPhaseNames.indexOf(phase);
    return ends && between(ends[place] as number, ends[place + 1] as number);
  };
  return {
    alignedAt: reference.alignAt,
    whole: between(turnedS, endS),
    phases: {
      drying: of('drying'),
      maillard: of('maillard'),
      development: of('development'),
    },
  };
}

/** Where an alignment stands, seconds from charge; an unmarked end of drying is where the temperature puts it. */
export function alignedS(facts: RoastFacts, kind: MarkKind): number | null {
  if (kind === 'dryEnd') return facts.marks.dryEnd?.timeS ?? facts.phases?.dryS ?? null;
  return facts.marks[kind]?.timeS ?? null;
}

interface Compared {
  readonly bt: Curve;
  readonly other: Curve;
  /** What is added to a time of ours to get the reference's. */
  readonly shiftS: number;
  /** Readings of the reference farther apart are not joined. */
  readonly gapS: number;
  readonly zeroS: number;
}

function deviation(compared: Compared, fromS: number, toS: number): Deviation | null {
  const { bt, other, shiftS, gapS, zeroS } = compared;
  let count = 0;
  let sum = 0;
  let squares = 0;
  let maxC = 0;
  let maxS = fromS;
  let next = 0;
  for (let i = firstAtOrAfter(bt.timeS, zeroS + fromS); i < bt.timeS.length; i++) {
    const timeS = bt.timeS[i] as number;
    if (timeS > zeroS + toS) break;
    const btC = bt.values[i] ?? null;
    const otherS = timeS + shiftS;
    while (next < other.timeS.length && (other.timeS[next] as number) < otherS) next += 1;
    const otherC = btC === null ? null : interpolated(other, next, otherS, gapS);
    if (btC === null || otherC === null) continue;
    const awayC = btC - otherC;
    count += 1;
    sum += awayC;
    squares += awayC * awayC;
    if (Math.abs(awayC) > Math.abs(maxC)) {
      maxC = awayC;
      maxS = timeS - zeroS;
    }
  }
  if (count === 0) return null;
  return { rmseC: Math.sqrt(squares / count), biasC: sum / count, maxC, maxS, compared: count };
}

/** The curve at a time, where `next` is the first sample at or after it. */
function interpolated(curve: Curve, next: number, atS: number, gapS: number): number | null {
  const rightS = curve.timeS[next];
  const rightC = curve.values[next] ?? null;
  if (rightS === undefined || rightC === null) return null;
  if (rightS === atS) return rightC;
  const leftS = curve.timeS[next - 1];
  const leftC = curve.values[next - 1] ?? null;
  if (leftS === undefined || leftC === null || rightS - leftS > gapS) return null;
  return leftC + ((rightC - leftC) * (atS - leftS)) / (rightS - leftS);
}
