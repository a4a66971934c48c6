import type { Completeness } from '#analysis/roast-analysis.ts';
import type { RoastColumns } from '#analysis/roast-columns.ts';
import { isGap } from '#scene/gaps.ts';

/** What of BT is missing between two moments of the record. Gaps come out in seconds from `zeroS`. */
export function completeness(
  { record, bt, flagged }: RoastColumns,
  span: { readonly fromS: number; readonly toS: number; readonly zeroS: number },
): Completeness {
  const { fromS, toS, zeroS } = span;
  const gaps: { fromS: number; toS: number }[] = [];
  const missing = (sinceS: number, untilS: number): void => {
    if (isGap(sinceS, untilS, record.intervalS)) {
      gaps.push({ fromS: sinceS - zeroS, toS: untilS - zeroS });
    }
  };
  let seenS = fromS;
  for (const [index, timeS] of (bt?.timeS ?? []).entries()) {
    if (timeS < fromS || (bt?.values[index] ?? null) === null) continue;
    if (timeS > toS) break;
    missing(seenS, timeS);
    seenS = timeS;
  }
  missing(seenS, toS);
  // Between two readings in order there is one interval too, which is not missing.
  const missingS = gaps.reduce((sum, gap) => sum + gap.toS - gap.fromS - record.intervalS, 0);
  return {
    gaps,
    missingPct: toS > fromS ? (missingS / (toS - fromS)) * 100 : null,
    flagged: flagged.filter((timeS) => timeS >= fromS && timeS <= toS).length,
  };
}
