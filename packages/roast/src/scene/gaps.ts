/** Columns of a chart: they align with `timeS`, null is missing. */
export interface SceneColumns {
  readonly timeS: number[];
  readonly btC: (number | null)[];
  readonly etC: (number | null)[];
  readonly btCPerMin: (number | null)[];
  readonly etCPerMin: (number | null)[];
}

/** A stretch without data. Seconds from charge. */
export interface SceneGap {
  readonly fromS: number;
  readonly toS: number;
}

/** More than this many sampling intervals without a sample is a gap: one lost reply is not. */
export const gapIntervals = 3;
/** Below this a pause is jitter, however fast the sampling. */
const shortestGapS = 5;

/** Columns without rows. */
export function emptyColumns(): SceneColumns {
  return { timeS: [], btC: [], etC: [], btCPerMin: [], etCPerMin: [] };
}

/** Whether nothing arrived between two samples although something was expected. */
export function isGap(fromS: number, toS: number, intervalS: number): boolean {
  return toS - fromS > Math.max(shortestGapS, gapIntervals * intervalS);
}

/**
 * Adds a row; after a gap a row of nulls comes first, so that the line breaks instead of guessing. Rows that
 * go back in time are left out.
 */
export function appendRow(
  columns: SceneColumns,
  row: {
    readonly timeS: number;
    readonly btC: number | null;
    readonly etC: number | null;
    readonly btCPerMin: number | null;
    readonly etCPerMin: number | null;
  },
  intervalS: number,
): void {
  const last = columns.timeS.at(-1);
  if (last !== undefined) {
    if (row.timeS < last) return;
    if (isGap(last, row.timeS, intervalS)) {
      pushRow(columns, {
        timeS: (last + row.timeS) / 2,
        btC: null,
        etC: null,
        btCPerMin: null,
        etCPerMin: null,
      });
    }
  }
  pushRow(columns, row);
}

function pushRow(columns: SceneColumns, row: Parameters<typeof appendRow>[1]): void {
  columns.timeS.push(row.timeS);
  columns.btC.push(row.btC);
  columns.etC.push(row.etC);
  columns.btCPerMin.push(row.btCPerMin);
  columns.etCPerMin.push(row.etCPerMin);
}

/** The stretches in which BT and ET are both missing for longer than a gap, inside the columns. */
export function missingStretches(columns: SceneColumns, intervalS: number): readonly SceneGap[] {
  const gaps: SceneGap[] = [];
  let lastSeenS: number | null = null;
  for (let i = 0; i < columns.timeS.length; i++) {
    const timeS = columns.timeS[i] ?? 0;
    if ((columns.btC[i] ?? null) === null && (columns.etC[i] ?? null) === null) continue;
    if (lastSeenS !== null && isGap(lastSeenS, timeS, intervalS)) {
      gaps.push({ fromS: lastSeenS, toS: timeS });
    }
    lastSeenS = timeS;
  }
  return gaps;
}
