/** The colours of a report by what they mean. */
export type ReportInk =
  | 'ink'
  | 'muted'
  | 'hairline'
  | 'grid'
  | 'paper'
  | 'bt'
  | 'et'
  | 'reference'
  | 'burner'
  | 'air'
  | 'drum'
  | 'damper'
  | 'drying'
  | 'maillard'
  | 'development'
  | 'unsure';

/** A line or an area. `d` is SVG path data with absolute `M` and `L` and relative `a`; units: points of the drawing. */
export interface DrawnPath {
  readonly shape: 'path';
  readonly d: string;
  readonly fill?: ReportInk;
  readonly stroke?: ReportInk;
  readonly widthPt?: number;
  /** On, off, in points. Absent: solid. */
  readonly dashPt?: readonly number[];
}

/** A piece of text; `y` is its baseline. */
export interface DrawnText {
  readonly shape: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly sizePt: number;
  readonly isBold: boolean;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly ink: ReportInk;
  /** A rim in the colour of the paper keeps it readable over a line. */
  readonly hasRim?: boolean;
}

/** A picture of a report: what SVG and PDF draw alike. Units: points, y downwards. */
export interface Drawing {
  readonly widthPt: number;
  readonly heightPt: number;
  /** What it shows, for who cannot see it. */
  readonly label: string;
  readonly items: readonly (DrawnPath | DrawnText)[];
}

/** A straight line. */
export function drawnLine(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  how: Omit<DrawnPath, 'shape' | 'd' | 'fill'>,
): DrawnPath {
  return { shape: 'path', d: `M${at(from)}L${at(to)}`, ...how };
}

/** A rectangle that is filled. */
export function drawnBox(
  box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  },
  fill: ReportInk,
): DrawnPath {
  const { x, y, width, height } = box;
  const corners = [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
  return { shape: 'path', d: `M${corners.map(at).join('L')}Z`, fill };
}

/** A circle. */
export function drawnCircle(
  centre: { readonly x: number; readonly y: number },
  radius: number,
  how: Omit<DrawnPath, 'shape' | 'd'>,
): DrawnPath {
  const d = `M${at({ x: centre.x - radius, y: centre.y })}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
  return { shape: 'path', d, ...how };
}

/** Points of a curve that are closer together than this along x add nothing to a printed line. */
const finestPt = 0.4;

/**
 * The path through points, broken where one is null. Where many crowd, the first, the lowest, the highest and the last of each
 * crowd are kept: no peak is lost.
 */
export function pathThrough(
  points: readonly ({ readonly x: number; readonly y: number } | null)[],
): string {
  const parts: string[] = [];
  let crowd: { readonly x: number; readonly y: number }[] = [];
  let isDown = false;
  const put = (): void => {
    for (const point of extremesOf(crowd)) {
      parts.push(`${isDown ? 'L' : 'M'}${at(point)}`);
      isDown = true;
    }
    crowd = [];
  };
  for (const point of points) {
    const first = crowd[0];
    if (point === null || (first !== undefined && point.x - first.x >= finestPt)) put();
    if (point === null) isDown = false;
    else crowd.push(point);
  }
  put();
  return parts.join('');
}

function extremesOf<Point extends { readonly x: number; readonly y: number }>(
  crowd: readonly Point[],
): readonly Point[] {
  if (crowd.length <= 2) return crowd;
  let low = 0;
  let high = 0;
  crowd.forEach((point, i) => {
    if (point.y < (crowd[low] as Point).y) low = i;
    if (point.y > (crowd[high] as Point).y) high = i;
  });
  const kept = [...new Set([0, low, high, crowd.length - 1])].sort((a, b) => a - b);
  return kept.map((i) => crowd[i] as Point);
}

function at({ x, y }: { readonly x: number; readonly y: number }): string {
  return `${round(x)} ${round(y)}`;
}

/** A hundredth of a point is finer than any printer. */
function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
