import type { CurveDto } from '@artisan-ts/contracts';
import { appendRow, emptyColumns, type SceneColumns } from '@artisan-ts/roast';

/** The columns of a saved curve, broken at its gaps. */
export function savedColumns(curve: CurveDto, intervalS: number): SceneColumns {
  const columns = emptyColumns();
  const { btC, etC } = curve.channels;
  curve.timeS.forEach((timeS, i) => {
    appendRow(
      columns,
      {
        timeS,
        btC: btC?.[i] ?? null,
        etC: etC?.[i] ?? null,
        btCPerMin: curve.ror.btCPerMin[i] ?? null,
        etCPerMin: curve.ror.etCPerMin[i] ?? null,
      },
      intervalS,
    );
  });
  return columns;
}
