import { descend } from '#fit/damped-descent.ts';
import { damped } from '#fit/estimate-factors.ts';
import { judgedSeconds, residuals } from '#fit/judged-error.ts';
import { dot, gram, jacobian, type Matrix, solveSymmetric } from '#fit/least-squares.ts';
import type { ObservedRoast } from '#fit/observed-roast.ts';
import { configurationAt, type FittedConfiguration, searchStarts } from '#fit/parameters.ts';
import { predictBt } from '#fit/predict-bt.ts';
import { factorCount, factorsAt } from '#fit/roast-factors.ts';

const iterationsMax = 40;

/** A single step moves no coordinate by more standard deviations of its prior than this. */
const strideMax = 1;

/** A roast of the training: its beans are weighed, or believed to weigh as usual. */
export interface TrainingRoast {
  readonly roast: ObservedRoast;
  readonly greenKg: number;
}

interface Standing {
  readonly global: Float64Array;
  readonly locals: readonly Float64Array[];
  readonly rs: readonly Float64Array[];
  readonly cost: number;
}

/**
 * Fits all fourteen parameters of a configuration and the three factors of each of its roasts together.
 *
 * Each roast's factors concern that roast alone, so that they are eliminated roast by roast from the normal equations
 * (Schur complement): the cost grows with the number of roasts, not with its cube.
 */
export function fitConfiguration(
  base: FittedConfiguration,
  referenceKg: number,
  roasts: readonly TrainingRoast[],
  tell: (iteration: number, iterationsMax: number) => void,
): FittedConfiguration {
  const seconds = roasts.map(({ roast }) => judgedSeconds(roast));
  const residualsOf = (k: number, global: Float64Array, local: Float64Array): Float64Array => {
    const { roast, greenKg } = roasts[k] as TrainingRoast;
    const configuration = configurationAt(base, referenceKg, global);
    const predicted = predictBt(configuration, roast, greenKg, factorsAt(local));
    return residuals(roast, seconds[k] ?? [], predicted);
  };
  const standing = (global: Float64Array, locals: readonly Float64Array[]): Standing => {
    const rs = locals.map((local, k) => residualsOf(k, global, local));
    const prior = locals.reduce((sum, local) => sum + dot(local, local), dot(global, global));
    return { global, locals, rs, cost: rs.reduce((sum, r) => sum + dot(r, r), prior) };
  };
  const fromStart = (start: Float64Array, place: number): Standing => {
    const first = standing(
      start,
      roasts.map(() => new Float64Array(factorCount)),
    );
    const told = (iteration: number) =>
      tell(place * iterationsMax + iteration, searchStarts.length * iterationsMax);
    return descend(first, iterationsMax, (from, iteration) => {
      told(iteration);
      return stepsFrom(from);
    });
  };
  const stepsFrom = (from: Standing): ((damping: number) => Standing | null) => {
    const blocks = from.locals.map((local, k) => {
      const r = from.rs[k] as Float64Array;
      const ofGlobal = jacobian(from.global, r, (global) => residualsOf(k, global, local));
      const ofLocal = jacobian(local, r, (changed) => residualsOf(k, from.global, changed));
      return normalBlock(ofGlobal, ofLocal, r, local);
    });
    return (damping) => {
      const step = arrowStep(blocks, from.global, damping);
      return (
        step &&
        standing(
          moved(from.global, step.global),
          from.locals.map((local, k) => moved(local, step.locals[k] ?? local)),
        )
      );
    };
  };
  const ends = searchStarts.map(fromStart);
  const best = ends.reduce((a, b) => (b.cost < a.cost ? b : a));
  return configurationAt(base, referenceKg, best.global);
}

function moved(from: Float64Array, step: Float64Array): Float64Array {
  return from.map((value, i) => value + (step[i] ?? 0));
}

/** What one roast adds to the normal equations. */
interface NormalBlock {
  readonly gg: Matrix;
  readonly lg: Matrix;
  readonly ll: Matrix;
  readonly slopeG: Float64Array;
  readonly slopeL: Float64Array;
}

function normalBlock(g: Matrix, l: Matrix, r: Float64Array, local: Float64Array): NormalBlock {
  return {
    gg: gram(g, g),
    lg: gram(l, g),
    ll: gram(l, l),
    slopeG: Float64Array.from(g, (column) => -dot(column, r)),
    slopeL: Float64Array.from(l, (column, i) => -dot(column, r) - (local[i] ?? 0)),
  };
}

/** The step of all coordinates, or null when the damping is too small. */
function arrowStep(
  blocks: readonly NormalBlock[],
  global: Float64Array,
  damping: number,
): { readonly global: Float64Array; readonly locals: readonly Float64Array[] } | null {
  const n = global.length;
  const sum = Array.from({ length: n }, () => new Float64Array(n));
  for (const { gg } of blocks) addTo(sum, gg, 1);
  const reduced = damped(sum, damping);
  const slope = global.map((value) => -value);
  for (const block of blocks) {
    const ll = damped(block.ll, damping);
    const toward = solveSymmetric(ll, block.slopeL);
    const columns = Array.from({ length: n }, (_, i) =>
      solveSymmetric(
        ll,
        Float64Array.from(block.lg, (row) => row[i] ?? 0),
      ),
    );
    if (toward === null || columns.includes(null)) return null;
    for (let i = 0; i < n; i += 1) {
      const eliminated = columns[i] as Float64Array;
      const row = reduced[i] as Float64Array;
      slope[i] = (slope[i] ?? 0) + (block.slopeG[i] ?? 0);
      for (const [q, lg] of block.lg.entries()) {
        slope[i] = (slope[i] ?? 0) - (lg[i] ?? 0) * (toward[q] ?? 0);
        for (let j = 0; j < n; j += 1) row[j] = (row[j] ?? 0) - (eliminated[q] ?? 0) * (lg[j] ?? 0);
      }
    }
  }
  const full = solveSymmetric(reduced, slope);
  if (full === null) return null;
  const step = full.map((value) => Math.max(-strideMax, Math.min(strideMax, value)));
  const locals = blocks.map((block) => {
    const rest = block.slopeL.map((value, q) => value - dot(block.lg[q] as Float64Array, step));
    return solveSymmetric(damped(block.ll, damping), rest) ?? new Float64Array(factorCount);
  });
  return { global: step, locals };
}

function addTo(sum: readonly Float64Array[], other: Matrix, factor: number): void {
  for (const [i, row] of sum.entries()) {
    for (let j = 0; j < row.length; j += 1) {
      row[j] = (row[j] ?? 0) + factor * (other[i]?.[j] ?? 0);
    }
  }
}
