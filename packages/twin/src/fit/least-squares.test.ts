import { expect, it } from 'vitest';
import { jacobian, solveSymmetric } from '#fit/least-squares.ts';

const rows = (...all: number[][]) => all.map((row) => Float64Array.from(row));

it('a positive definite system is solved', () => {
  const x = solveSymmetric(rows([4, 2, 0], [2, 5, 1], [0, 1, 3]), Float64Array.of(8, 15, 11));
  for (const [i, value] of [1, 2, 3].entries()) expect(x?.[i]).toBeCloseTo(value, 12);
});

it('a system that has no single solution is not', () => {
  expect(solveSymmetric(rows([1, 1], [1, 1]), Float64Array.of(1, 1))).toBeNull();
  expect(solveSymmetric(rows([-1]), Float64Array.of(1))).toBeNull();
});

it('a jacobian has a column for each coordinate', () => {
  const residuals = ([a = 0, b = 0]: Float64Array) => Float64Array.of(2 * a, a + 3 * b, b);
  const point = Float64Array.of(1, 1);
  const columns = jacobian(point, residuals(point), residuals).map((column) =>
    Array.from(column, (value) => Number(value.toFixed(9))),
  );
  expect(columns).toEqual([
    [2, 1, 0],
    [0, 3, 1],
  ]);
});
