import { curveOf, type RoastRecord } from '@artisan-ts/domain';
import type { Break } from '#detection/break.ts';
import { chargeRule, dropRule } from '#detection/break-rules.ts';
import { findBreak } from '#detection/find-break.ts';
import { addReading, emptyWindow } from '#detection/window.ts';
import type { PressLeadS } from '#session/rules.ts';
import { withoutDefects } from '#signal/judge-curves.ts';

/** How long before the bend in BT one roast's person pressed, s; null where nobody pressed, nothing bends or falls too slowly to tell. */
export type RoastLeads = Readonly<Record<Break['kind'], number | null>>;

/** A curve of BT and the moments at which a person pressed, seconds on one axis; null where nobody did. */
export interface PressedCurve {
  readonly timeS: readonly number[];
  readonly btC: readonly (number | null)[];
  readonly chargeS: number | null;
  readonly dropS: number | null;
}

/** Farther from the press it is the bend of something else, s. */
const belongsWithinS = 60;
/** The slowest fall that counts takes so long to be one, s. */
const noticedWithinS = 60;
/** Before a bend, the recogniser looks back so far, s. */
const lookBackS = 150;
/** Only the newest roasts tell what people do now. */
const roastsMax = 20;
/** Whoever presses farther from the bend than this presses for another reason, s. */
const leadMaxS = 20;

/** What a recorded roast tells. A mark that was suggested and confirmed tells nothing: the program chose its place. */
export function roastLeads(record: RoastRecord): RoastLeads {
  const { charge, drop } = record.marks;
  const pressedS = (mark: typeof charge): number | null =>
    mark?.state === 'confirmed' && mark.source === 'operator' ? mark.timeS : null;
  const [chargeS, dropS] = [pressedS(charge), pressedS(drop)];
  const curve = chargeS === null && dropS === null ? null : curveOf(withoutDefects(record), 'bt');
  if (curve === null) return { charge: null, drop: null };
  return curveLeads({ timeS: curve.timeS, btC: curve.values, chargeS, dropS });
}

/** The same for a bare curve. */
export function curveLeads(curve: PressedCurve): RoastLeads {
  return {
    charge: leadOf(curve, chargeRule, curve.chargeS),
    drop: leadOf(curve, dropRule, curve.dropS),
  };
}

/** How long before the bend people press, from what they did in earlier roasts, the newest last; else `usual`. */
export function learntLead(earlier: readonly RoastLeads[], usual: PressLeadS): PressLeadS {
  const learnt = (kind: Break['kind']): number => {
    const leads = earlier.flatMap((one) => one[kind] ?? []).slice(-roastsMax);
    return Math.max(-leadMaxS, Math.min(leadMaxS, median(leads) ?? usual[kind]));
  };
  return { charge: learnt('charge'), drop: learnt('drop') };
}

function leadOf(
  { timeS, btC }: PressedCurve,
  rule: typeof chargeRule,
  pressedS: number | null,
): number | null {
  if (pressedS === null) return null;
  const fromS = pressedS - belongsWithinS - lookBackS;
  let window = emptyWindow;
  for (const [index, atS] of timeS.entries()) {
    if (atS < fromS) continue;
    if (atS > pressedS + belongsWithinS + noticedWithinS) break;
    window = addReading(window, atS, btC[index] ?? null);
    const found = findBreak(window, rule);
    const leadS = found === null ? Number.POSITIVE_INFINITY : found.timeS - pressedS;
    if (Math.abs(leadS) <= belongsWithinS) return found?.isSlow === true ? null : leadS;
  }
  return null;
}

/** The middle one; of two, the mean. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
