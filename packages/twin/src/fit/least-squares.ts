/** A square matrix in rows. */
export type Matrix = readonly Float64Array[];

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += at(a, i) * at(b, i);
  return sum;
}

/** `columns` transposed times `others`: every column with every other. */
export function gram(columns: Matrix, others: Matrix): Float64Array[] {
  return columns.map((column) => Float64Array.from(others, (other) => dot(column, other)));
}

/** Solves `a x = b` for a symmetric positive definite matrix, by Cholesky; null when it is not one. */
export function solveSymmetric(a: Matrix, b: Float64Array): Float64Array | null {
  const lower = cholesky(a);
  if (lower === null) return null;
  const n = b.length;
  const x = b.slice();
  for (let i = 0; i < n; i += 1) {
    const row = lower[i] as Float64Array;
    let rest = at(x, i);
    for (let k = 0; k < i; k += 1) rest -= at(row, k) * at(x, k);
    x[i] = rest / at(row, i);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let rest = at(x, i);
    for (let k = i + 1; k < n; k += 1) rest -= at(lower[k] as Float64Array, i) * at(x, k);
    x[i] = rest / at(lower[i] as Float64Array, i);
  }
  return x;
}

function cholesky(a: Matrix): Float64Array[] | null {
  const lower = a.map((row) => row.slice());
  for (const [i, row] of lower.entries()) {
    for (let j = 0; j <= i; j += 1) {
      const other = lower[j] as Float64Array;
      let sum = at(row, j);
      for (let k = 0; k < j; k += 1) sum -= at(row, k) * at(other, k);
      if (i === j && !(sum > 0)) return null;
      row[j] = i === j ? Math.sqrt(sum) : sum / at(other, j);
    }
  }
  return lower;
}

/** How residuals change with each coordinate of a point, by forward differences. */
export function jacobian(
  point: Float64Array,
  now: Float64Array,
  residualsAt: (point: Float64Array) => Float64Array,
): Float64Array[] {
  return Array.from(point, (value, i) => {
    const changed = point.slice();
    changed[i] = value + probe;
    return residualsAt(changed).map((there, k) => (there - at(now, k)) / probe);
  });
}

/** Points are scaled to priors: a fiftieth of a standard deviation is small and far above rounding. */
const probe = 0.02;

/** An element that is there: typed arrays are indexed by numbers in range here. */
function at(values: Float64Array, index: number): number {
  return values[index] as number;
}
