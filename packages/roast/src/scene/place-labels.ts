/** Where a label may stand, seen from the point it names. */
export type LabelSide = 'aboveLeft' | 'aboveRight' | 'belowLeft' | 'belowRight' | 'above' | 'below';

/** A label to place. Units: pixels, y grows downwards. */
export interface LabelRequest {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The sides to try, best first. */
  readonly sides: readonly LabelSide[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A label that has found its place; `align` says at which edge its text starts. */
export interface PlacedLabel extends Box {
  readonly key: string;
  readonly align: 'left' | 'right' | 'center';
}

/** What the labels must keep clear of. */
export interface LabelSurroundings {
  readonly bounds: Box;
  /** Points of the curves, close enough together that no label fits between two. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** What is written already. */
  readonly taken?: readonly Box[];
  /** Between a point and its label. */
  readonly distance: number;
}

/** A label over a label cannot be read; one over a line can, badly. */
const overlapCost = 1000;
/** A label that had to be moved away from the edge stands less plainly beside its point than one that did not. */
const movedCost = 30;
const distances = [1, 2.2, 3.6] as const;

/**
 * Places labels beside their points: never over the edge, where the axes are written, and clear of each other, of the curves
 * and of the points that they name as far as possible. Deterministic; earlier requests choose first and never move for later ones.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  around: LabelSurroundings,
): readonly PlacedLabel[] {
  const { taken = [] } = around;
  const placed: PlacedLabel[] = [];
  for (const request of requests) {
    const candidates = distances.flatMap((factor) =>
      request.sides.map((side) => candidate(request, side, around.distance * factor)),
    );
    let best: PlacedLabel | undefined;
    let bestCost = Number.POSITIVE_INFINITY;
    candidates.forEach((wanted, rank) => {
      const label = movedInside(wanted, around.bounds);
      const isMoved = label.x !== wanted.x || label.y !== wanted.y;
      const cost =
        rank +
        costOf(label, [...taken, ...placed], around) +
        (isMoved ? movedCost : 0) +
        (holds(label, request) ? overlapCost : 0);
      if (cost < bestCost) {
        best = label;
        bestCost = cost;
      }
    });
    if (best) placed.push(best);
  }
  return placed;
}

function candidate(request: LabelRequest, side: LabelSide, distance: number): PlacedLabel {
  const { key, width, height } = request;
  const y = side.startsWith('above') ? request.y - distance - height : request.y + distance;
  if (side.endsWith('Left')) {
    return { key, width, height, y, x: request.x - distance - width, align: 'right' };
  }
  if (side.endsWith('Right')) {
    return { key, width, height, y, x: request.x + distance, align: 'left' };
  }
  return { key, width, height, y, x: request.x - width / 2, align: 'center' };
}

function costOf(label: Box, placed: readonly Box[], around: LabelSurroundings): number {
  const overlaps = placed.filter((other) => overlap(label, other)).length;
  const crossings = around.points.filter((point) => holds(label, point)).length;
  return overlaps * overlapCost + crossings * 10;
}

/** How often some boxes lie over others: names that move with a cursor stand on the side where it is less. */
export function overlapsOf(boxes: readonly Box[], taken: readonly Box[]): number {
  return boxes.reduce(
    (count, box) => count + taken.filter((other) => overlap(box, other)).length,
    0,
  );
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function holds(box: Box, point: { readonly x: number; readonly y: number }): boolean {
  return (
    point.x >= box.x &&
    point.x <= box.x + box.width &&
    point.y >= box.y &&
    point.y <= box.y + box.height
  );
}

/** As little away as it takes; a label that is larger than the room begins where the room begins. */
function movedInside(label: PlacedLabel, bounds: Box): PlacedLabel {
  const into = (at: number, size: number, from: number, room: number) =>
    Math.max(from, Math.min(at, from + room - size));
  return {
    ...label,
    x: into(label.x, label.width, bounds.x, bounds.width),
    y: into(label.y, label.height, bounds.y, bounds.height),
  };
}

/**
 * Spreads labels along one edge so that none covers another, moving each as little as possible.
 *
 * Shape: the answer aligns with `wanted`. Units: pixels; `height` is what one label needs.
 */
export function spreadAlong(
  wanted: readonly number[],
  height: number,
  bounds: { readonly min: number; readonly max: number },
): readonly number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const result = [...wanted];
  let floor = bounds.min;
  for (const i of order) {
    result[i] = Math.max(result[i] ?? 0, floor);
    floor = (result[i] ?? 0) + height;
  }
  let ceiling = bounds.max;
  for (const i of order.reverse()) {
    result[i] = Math.min(result[i] ?? 0, ceiling);
    ceiling = (result[i] ?? 0) - height;
  }
  return result;
}
