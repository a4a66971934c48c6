import type { LeverChange, LeverSpec } from '@artisan-ts/domain';
import { type MovedLever, movedLevers } from '#analysis/moved-levers.ts';
import { firstAtOrAfter } from '#curve/nearest.ts';
import { isGap, type SceneColumns } from '#scene/gaps.ts';

/** How far a roast may be from its reference before it has left it. */
export const referenceBand = { btC: 3, rateCPerMin: 4 } as const;
/** Shorter than this is noise, seconds. */
const lastsS = 10;

/** When a roast left the band of its reference, and what had been done before. */
export interface Departure {
  /** Seconds from charge of the roast that left. */
  readonly timeS: number;
  readonly by: 'bt' | 'rate';
  /** Ours less the reference's at that moment: C, or C/min. */
  readonly difference: number;
  /** The latest lever change before that; null when there was none since charge. It preceded, and need not be why. */
  readonly preceded: MovedLever | null;
}

/** A roast on its own axis, seconds from charge, and how much later the same moment is on the other. */
interface Side {
  readonly columns: SceneColumns;
  readonly intervalS: number;
}

/**
 * The first time BT or its rate of rise left the reference's band for ten seconds, between two moments; null when it never did.
 *
 * `shiftS` is added to a time of ours to get the reference's.
 */
export function firstDeparture(
  own: Side & {
    readonly levers: readonly LeverSpec[];
    readonly leverChanges: readonly LeverChange[];
  },
  reference: Side,
  span: { readonly fromS: number; readonly toS: number; readonly shiftS: number },
): Departure | null {
  const { timeS, btC, btCPerMin } = own.columns;
  const sinceS: { bt: number | null; rate: number | null } = { bt: null, rate: null };
  for (let i = firstAtOrAfter(timeS, span.fromS); i < timeS.length; i++) {
    const atS = timeS[i] as number;
    if (atS > span.toS) break;
    const away = {
      bt: differenceAt(btC[i] ?? null, reference, 'btC', atS + span.shiftS),
      rate: differenceAt(btCPerMin[i] ?? null, reference, 'btCPerMin', atS + span.shiftS),
    };
    for (const by of ['bt', 'rate'] as const) {
      const limit = by === 'bt' ? referenceBand.btC : referenceBand.rateCPerMin;
      const difference = away[by];
      if (difference === null || Math.abs(difference) <= limit) {
        sinceS[by] = null;
        continue;
      }
      sinceS[by] ??= atS;
      const beganS = sinceS[by];
      if (atS - beganS >= lastsS) {
        return { timeS: beganS, by, difference, preceded: latestChange(own, beganS) };
      }
    }
  }
  return null;
}

function differenceAt(
  value: number | null,
  { columns, intervalS }: Side,
  field: 'btC' | 'btCPerMin',
  atS: number,
): number | null {
  const other = valueBetween(columns.timeS, columns[field], atS, intervalS);
  return value === null || other === null ? null : value - other;
}

/** The value at a time, on a straight line between two readings; null where something is missing. */
export function valueBetween(
  timeS: readonly number[],
  values: readonly (number | null)[],
  atS: number,
  intervalS: number,
): number | null {
  const next = firstAtOrAfter(timeS, atS);
  const rightS = timeS[next];
  const right = values[next] ?? null;
  if (rightS === undefined || right === null) return null;
  if (rightS === atS) return right;
  const leftS = timeS[next - 1];
  const left = values[next - 1] ?? null;
  if (leftS === undefined || left === null || isGap(leftS, rightS, intervalS)) return null;
  return left + ((right - left) * (atS - leftS)) / (rightS - leftS);
}

/** Of changes at one moment the last one stands: a lever was moved through the others. */
function latestChange(
  {
    leverChanges,
    levers,
  }: { readonly levers: readonly LeverSpec[]; readonly leverChanges: readonly LeverChange[] },
  beforeS: number,
): MovedLever | null {
  const known = leverChanges.filter(({ lever }) => levers.some(({ id }) => id === lever));
  const moves = movedLevers({ levers, leverChanges: known }, 0);
  return moves.findLast(({ timeS }) => timeS >= 0 && timeS <= beforeS) ?? null;
}
