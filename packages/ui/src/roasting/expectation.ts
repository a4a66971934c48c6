import type { RoastDto } from '@artisan-ts/contracts';
import type { MarkKind } from '@artisan-ts/domain';
import { markOf } from '#roasting/moment.ts';

/** When the reference did what comes next here. */
export interface Expectation {
  readonly atS: number;
  readonly btC: number | null;
  /** Seconds until then; negative when it is past. */
  readonly inS: number;
  /** How far between the last mark here and that moment, 0 to 1. */
  readonly share: number;
}

/** What the reference says about the next mark; null when it has no such mark. */
export function expectationOf(
  reference: RoastDto | null,
  roast: RoastDto | null,
  next: MarkKind,
  timeS: number,
): Expectation | null {
  const mark = markOf(reference, next);
  if (!mark) return null;
  const lastS = Math.max(
    0,
    ...(roast?.marks ?? []).filter((m) => m.kind !== 'turningPoint').map((m) => m.timeS),
  );
  const spanS = mark.timeS - lastS;
  return {
    atS: mark.timeS,
    btC: mark.btC,
    inS: mark.timeS - timeS,
    share: spanS <= 0 ? 1 : Math.min(1, Math.max(0, (timeS - lastS) / spanS)),
  };
}
