import { type Box, overlapsOf, type SceneColumns, spreadAlong } from '@artisan-ts/roast';
import { chartFont } from '#chart/chart-style.ts';
import { clipped, type Pen, writeOnGround } from '#chart/pen.ts';

/** A name of a line: how far beside the hairline, and how high. */
const beside = 13;
const nameHeight = 19;
/** A line of the smallest letters, page pixels. */
const nameHeightMin = 13.5;
/** Between it and the words of a mark. */
const airPixels = 8;

interface LineEnd {
  readonly label: string;
  readonly token: string;
  readonly y: number;
  /** Radius of the dot; 0 for none. */
  readonly dot: number;
}

/**
 * Where the curves are at one row: a hairline, a dot on each, and the names of the lines beside them, each where it covers
 * nothing that is `taken`: on either side, or a line or two above or below.
 */
export function drawEnds(
  pen: Pen,
  columns: SceneColumns,
  index: number,
  options: {
    readonly showEtRate: boolean;
    readonly stale: boolean;
    readonly taken: readonly Box[];
  },
): void {
  const timeS = columns.timeS[index];
  if (timeS === undefined) return;
  const { ctx, plot, unit, style } = pen;
  const x = pen.x(timeS);
  if (x < plot.left || x > plot.left + plot.width) return;
  ctx.fillStyle = style.colour('hairline');
  ctx.fillRect(Math.round(x) - pen.ratio / 2, plot.top, pen.ratio, plot.height);
  const ends = endsAt(pen, columns, index, options.showEtRate);
  clipped(pen, () => {
    for (const end of ends) {
      if (end.dot === 0) continue;
      ctx.beginPath();
      ctx.arc(x, end.y, end.dot * unit, 0, Math.PI * 2);
      ctx.fillStyle = style.colour(options.stale ? 'muted' : end.token);
      ctx.fill();
    }
  });
  drawNames(pen, x, ends, options);
}

function drawNames(
  pen: Pen,
  x: number,
  ends: readonly LineEnd[],
  options: { readonly stale: boolean; readonly taken: readonly Box[] },
): void {
  const { ctx, plot, unit, style } = pen;
  const height = Math.max(nameHeightMin * pen.ratio, nameHeight * unit);
  const places = spreadAlong(
    ends.map((end) => end.y),
    height,
    { min: plot.top + 12 * unit, max: plot.top + plot.height - 12 * unit },
  );
  ctx.font = chartFont(style, 16, 600, pen.ratio);
  ctx.textBaseline = 'middle';
  const taken = [...options.taken];
  ends.forEach((end, i) => {
    const y = (places[i] ?? end.y) - height / 2;
    const width = ctx.measureText(end.label).width;
    const [onLeft, onRight] = [x - beside * unit - width, x + beside * unit];
    const isAtEdge = onRight + width > plot.left + plot.width;
    const box = (isAtEdge ? [onLeft] : [onRight, onLeft])
      .flatMap((left) =>
        [0, 1, -1, 2, -2].map((rows) => ({ x: left, y: y + rows * height, width, height })),
      )
      .filter((place) => place.y >= plot.top && place.y + height <= plot.top + plot.height)
      .toSorted((one, other) => Math.abs(one.y - y) - Math.abs(other.y - y))
      .find((place) => overlapsOf([withAir(place, airPixels * unit)], taken) === 0);
    // Between the labels of marks and the axes a line goes without its name: its colour and the next moment say it.
    if (box === undefined) return;
    taken.push(box);
    const token = options.stale ? 'muted' : end.token;
    ctx.textAlign = 'left';
    writeOnGround(pen, end.label, { x: box.x, y: box.y + height / 2, token });
  });
}

function withAir(box: Box, air: number): Box {
  return { ...box, x: box.x - air, width: box.width + 2 * air };
}

function endsAt(
  pen: Pen,
  columns: SceneColumns,
  index: number,
  showEtRate: boolean,
): readonly LineEnd[] {
  const timeS = columns.timeS[index] ?? 0;
  const isRateMeant = pen.scene.rateFromS !== null && timeS >= pen.scene.rateFromS;
  const ends: LineEnd[] = [];
  const add = (label: string, token: string, value: number | null | undefined, dot: number) => {
    if (value === null || value === undefined) return;
    const y = dot > 0 ? pen.y(value) : pen.yRate(value);
    if (dot === 0 && (!isRateMeant || value < pen.scene.rate.min)) return;
    ends.push({ label, token, y, dot });
  };
  add('ET', 'et', columns.etC[index], 5.5);
  add('BT', 'bt', columns.btC[index], 7);
  add('\u0394BT', 'bt', columns.btCPerMin[index], 0);
  if (showEtRate) add('\u0394ET', 'et', columns.etCPerMin[index], 0);
  return ends;
}
