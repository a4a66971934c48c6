import type { WindowReading } from '#detection/window.ts';

/** A line that bends at one moment. */
export interface Hinge {
  /** When it bends. */
  readonly timeS: number;
  /** Where it is then, C. */
  readonly valueC: number;
  /** C/s up to the bend, and after it. */
  readonly slopeBefore: number;
  readonly slopeAfter: number;
  /** Standard deviation of the readings around it, C. */
  readonly noiseC: number;
  /** How many readings lie before the bend. */
  readonly before: number;
}

interface Sums {
  n: number;
  x: number;
  xx: number;
  y: number;
  xy: number;
  yy: number;
}

/** A bend needs a before and an after: readings on either side. */
export const fewestReadings = 3;

/** Parameters of the model: level, two slopes, time of the bend. */
const parameters = 4;

/**
 * The line with one bend that fits the readings best, in the sense of least squares. It may bend at a reading or half
 * way to the next, with {@link fewestReadings} at least on either side; null when that leaves no place.
 *
 * Linear in the number of readings: the sums after each candidate are kept while walking from the newest to
 * the oldest. Source: continuous two-phase regression, Hinkley, Biometrika 56 (1969) 495.
 */
export function fitHinge(readings: readonly WindowReading[]): Hinge | null {
  const origin = readings.at(-1);
  if (origin === undefined || readings.length <= parameters) return null;
  // Times and values about the newest reading: large times cost no digits.
  const x = readings.map((reading) => reading.timeS - origin.timeS);
  const y = readings.map((reading) => reading.valueC - origin.valueC);
  const all = emptySums();
  for (let i = 0; i < x.length; i++) addTo(all, x[i] as number, y[i] as number);

  let best: (Bend & { readonly bendX: number; readonly before: number }) | null = null;
  const after = emptySums();
  for (let i = x.length - 1; i >= fewestReadings - 1; i--) {
    // `after` holds the readings behind reading i.
    if (after.n >= fewestReadings) {
      const here = x[i] as number;
      for (const bendX of [here, (here + (x[i + 1] as number)) / 2]) {
        const bend = solveBend(all, after, bendX);
        if (bend !== null && (best === null || bend.misfit < best.misfit)) {
          best = { ...bend, bendX, before: i + 1 };
        }
      }
    }
    addTo(after, x[i] as number, y[i] as number);
  }
  if (best === null) return null;
  return {
    timeS: origin.timeS + best.bendX,
    valueC: origin.valueC + best.level + best.slope * best.bendX,
    slopeBefore: best.slope,
    slopeAfter: best.slope + best.change,
    noiseC: Math.sqrt(best.misfit / Math.max(1, x.length - parameters)),
    before: best.before,
  };
}

interface Bend {
  /** y = level + slope·x + change·max(0, x − bendX). */
  readonly level: number;
  readonly slope: number;
  readonly change: number;
  readonly misfit: number;
}

/** Solves the normal equations for a bend at `bendX`; null when the readings do not determine the lines. */
function solveBend(all: Sums, after: Sums, bendX: number): Bend | null {
  // r = max(0, x − bendX).
  const r = after.x - after.n * bendX;
  const rr = after.xx - 2 * bendX * after.x + after.n * bendX * bendX;
  const xr = after.xx - bendX * after.x;
  const ry = after.xy - bendX * after.y;
  // Eliminate the level, then the slope.
  const sxx = all.xx - (all.x * all.x) / all.n;
  const sxr = xr - (all.x * r) / all.n;
  const srr = rr - (r * r) / all.n;
  const sxy = all.xy - (all.x * all.y) / all.n;
  const sry = ry - (r * all.y) / all.n;
  const syy = all.yy - (all.y * all.y) / all.n;
  const determinant = sxx * srr - sxr * sxr;
  if (!(determinant > 1e-9 * sxx * srr)) return null;
  const slope = (sxy * srr - sry * sxr) / determinant;
  const change = (sry * sxx - sxy * sxr) / determinant;
  return {
    slope,
    change,
    level: (all.y - slope * all.x - change * r) / all.n,
    misfit: Math.max(0, syy - slope * sxy - change * sry),
  };
}

function emptySums(): Sums {
  return { n: 0, x: 0, xx: 0, y: 0, xy: 0, yy: 0 };
}

function addTo(sums: Sums, x: number, y: number): void {
  sums.n += 1;
  sums.x += x;
  sums.xx += x * x;
  sums.y += y;
  sums.xy += x * y;
  sums.yy += y * y;
}
