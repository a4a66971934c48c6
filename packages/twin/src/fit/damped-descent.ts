/** Where a descent stands: a point of any kind and what it costs. */
export interface Standing {
  readonly cost: number;
}

const dampingStart = 0.01;
const dampingMin = 1e-6;
const attemptsMax = 7;
const tighten = 5;
const loosen = 4;

/** A step that gains less than this share of the cost ends the descent. */
const gainMin = 1e-4;

/**
 * Levenberg and Marquardt's walk: a step towards the minimum of the linearised problem, shorter when it does not help.
 * `stepsFrom` linearises once and answers with what tries a damping; null or no gain means too little damping.
 */
export function descend<Point extends Standing>(
  start: Point,
  iterationsMax: number,
  stepsFrom: (point: Point, iteration: number) => (damping: number) => Point | null,
): Point {
  let point = start;
  let damping = dampingStart;
  for (let iteration = 0; iteration < iterationsMax; iteration += 1) {
    const step = stepsFrom(point, iteration);
    let better: Point | null = null;
    for (let attempt = 0; attempt < attemptsMax && better === null; attempt += 1) {
      const next = step(damping);
      if (next !== null && next.cost < point.cost) better = next;
      else damping *= tighten;
    }
    if (better === null) break;
    damping = Math.max(damping / loosen, dampingMin);
    const gained = point.cost - better.cost;
    point = better;
    if (gained < gainMin * point.cost) break;
  }
  return point;
}
