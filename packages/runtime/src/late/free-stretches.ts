import { MonoUs } from '@artisan-ts/domain';
import type { RoastSpan } from '#ports/stored-roast.ts';

/** A stretch of a machine's axis that belongs to no roast; `toUs` null: to the present. */
export interface FreeStretch {
  readonly fromUs: MonoUs;
  readonly toUs: MonoUs | null;
}

type Span = Pick<RoastSpan, 'startUs' | 'endUs'>;

/** Where no roast is known, in [fromUs, now], as far as it touches [fromUs, toUs]. A roast that goes on reaches to now. */
export function freeStretches(
  fromUs: MonoUs,
  toUs: MonoUs,
  roasts: readonly Span[],
): FreeStretch[] {
  const free: FreeStretch[] = [];
  let atUs: number = fromUs;
  for (const { startUs, endUs } of roasts.toSorted((a, b) => a.startUs - b.startUs)) {
    if (startUs > atUs) free.push({ fromUs: MonoUs(atUs), toUs: startUs });
    if (endUs === null) return free.filter((stretch) => stretch.fromUs <= toUs);
    atUs = Math.max(atUs, endUs);
  }
  free.push({ fromUs: MonoUs(atUs), toUs: null });
  return free.filter((stretch) => stretch.fromUs <= toUs);
}
