import { appendRow, emptyColumns, type SceneColumns } from '#scene/gaps.ts';

/** A curve in columns with its rates of rise, as the API gives it; all align with `timeS`, seconds from charge. */
export interface SavedCurve {
  readonly timeS: readonly number[];
  readonly channels: Readonly<Record<string, readonly (number | null)[]>>;
  readonly ror: {
    readonly btCPerMin: readonly (number | null)[];
    readonly etCPerMin: readonly (number | null)[];
  };
}

/** The columns of a saved curve, broken at its gaps. */
export function savedColumns(curve: SavedCurve, intervalS: number): SceneColumns {
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
