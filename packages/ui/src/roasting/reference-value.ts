import { type SceneBackground, valueAt } from '@artisan-ts/roast';

/** BT of the reference at a time from charge; null outside of what it recorded, or when it is missing there. */
export function referenceBtAt(background: SceneBackground | null, timeS: number): number | null {
  if (!background) return null;
  const { timeS: axis, btC } = background.columns;
  const first = axis[0];
  const last = axis.at(-1);
  if (first === undefined || last === undefined || timeS < first || timeS > last) return null;
  return valueAt({ timeS: axis, values: btC }, timeS);
}
