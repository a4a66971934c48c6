import { comparedValues } from '#evaluation/agreement/compared-values.ts';
import type { ComputedRoast } from '#evaluation/agreement/file-numbers.ts';

/** Why we do not compute a result of Artisan; the first that fits counts. */
const reasons: readonly { readonly fits: RegExp; readonly reason: string }[] = [
  {
    fits: /^(AUCbegin|AUCbase|AUCfromeventflag|TP_idx)$/,
    reason: 'an input or an index, no result',
  },
  { fits: /^(det|dbt)$/, reason: 'of a background that the file does not hold' },
  { fits: /^bbp_/, reason: 'of the time between batches' },
  { fits: /^(BTU|CO2|KWH)_/, reason: 'of preheating, cooling and the batch as a whole' },
  { fits: /^total_ts/, reason: 'areas from charge on; ours begin at the turning point' },
  { fits: /eval$/, reason: 'a verdict of old versions' },
  { fits: /^(total_yield|roast_defects_loss)$/, reason: 'follows from weights that are compared' },
  { fits: /^ambient_/, reason: 'a copy of what a person entered' },
];

/** The results of the files that nothing of ours stands beside. */
export function notCompared(
  roasts: readonly ComputedRoast[],
): readonly { readonly key: string; readonly files: number; readonly reason: string }[] {
  const known = new Set(comparedValues.map(({ key }) => key));
  const files = new Map<string, number>();
  for (const { values } of roasts) {
    for (const key of Object.keys(values)) {
      if (!known.has(key)) files.set(key, (files.get(key) ?? 0) + 1);
    }
  }
  return [...files].sort().map(([key, count]) => ({
    key,
    files: count,
    reason: reasons.find(({ fits }) => fits.test(key))?.reason ?? 'not computed by us',
  }));
}
