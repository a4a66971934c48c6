import {
  type LabelRequest,
  type LabelSide,
  type PlacedLabel,
  placeLabels,
  type SceneColumns,
  type SceneMark,
} from '@artisan-ts/roast';
import { chartFont } from '#chart/chart-style.ts';
import { type Pen, writeOnGround } from '#chart/pen.ts';

const titlePixels = 17;
const detailPixels = 14.5;
/** A point of each curve every so many pixels is enough to keep a label off it. */
const obstacleStepPixels = 6;

/** Where the labels of all marks stand, in canvas pixels. Computed when marks change, not with every sample. */
export function layOutMarks(
  pen: Pen,
  { timeS, btC, etC, btCPerMin, etCPerMin }: SceneColumns,
  showEtRate: boolean,
): ReadonlyMap<string, PlacedLabel> {
  const { plot, unit } = pen;
  const { background, marks } = pen.scene;
  const requests = marks.map((mark) => ({
    key: mark.kind,
    x: pen.x(mark.timeS),
    y: anchorY(pen, mark),
    ...sizeOf(pen, mark),
    sides: mark.sides,
  }));
  const name = referenceRequest(pen);
  const behind = background
    ? [background.columns.btC, background.columns.etC].flatMap((curve) =>
        obstacles(pen, background.columns.timeS, curve, pen.y),
      )
    : [];
  const live = [btC, etC].flatMap((curve) => obstacles(pen, timeS, curve, pen.y));
  const rates = (showEtRate ? [btCPerMin, etCPerMin] : [btCPerMin]).flatMap((curve) =>
    obstacles(pen, timeS, drawnRates(pen, timeS, curve), pen.yRate),
  );
  const labels = placeLabels(name ? [name, ...requests] : requests, {
    bounds: {
      x: plot.left,
      y: plot.top + 36 * unit,
      width: plot.width,
      height: plot.height - 36 * unit,
    },
    points: [...live, ...rates, ...behind],
    distance: 9 * unit,
  });
  return new Map(labels.map((label) => [label.key, label]));
}

const referenceKey = 'reference';
const referenceSides: readonly LabelSide[] = ['belowRight', 'aboveRight', 'above', 'below'];
const referenceCharactersMax = 28;

/** The name of the reference stands at the end of its line, where the live roast arrives last. */
function referenceRequest(pen: Pen): LabelRequest | null {
  const { background } = pen.scene;
  const last = background?.columns.btC.findLastIndex((value) => value !== null) ?? -1;
  const valueC = background?.columns.btC[last];
  if (!background || valueC === undefined || valueC === null) return null;
  pen.ctx.font = chartFont(pen.style, detailPixels, 450, pen.ratio);
  return {
    key: referenceKey,
    x: pen.x(background.columns.timeS[last] ?? 0),
    y: pen.y(valueC),
    width: pen.ctx.measureText(referenceName(background.title)).width,
    height: lineHeight(pen),
    sides: referenceSides,
  };
}

function referenceName(title: string): string {
  return title.length > referenceCharactersMax
    ? `${title.slice(0, referenceCharactersMax - 1)}\u2026`
    : title;
}

function anchorY(pen: Pen, mark: SceneMark): number {
  return mark.btC === null ? pen.plot.top + pen.plot.height : pen.y(mark.btC);
}

function sizeOf(pen: Pen, mark: SceneMark): { readonly width: number; readonly height: number } {
  const { ctx } = pen;
  ctx.font = chartFont(pen.style, titlePixels, 600, pen.ratio);
  const title = ctx.measureText(mark.title).width;
  ctx.font = chartFont(pen.style, detailPixels, 450, pen.ratio);
  const detail = ctx.measureText(mark.detail).width;
  return { width: Math.max(title, detail), height: lineHeight(pen) * 2 };
}

function lineHeight(pen: Pen): number {
  return Math.max(14, 20 * pen.style.scale) * pen.ratio;
}

/** A rate where it is drawn; missing where it means nothing. */
function drawnRates(
  { scene: { rateFromS } }: Pen,
  timeS: readonly number[],
  rates: readonly (number | null)[],
): readonly (number | null)[] {
  return rates.map((rate, i) => (rateFromS !== null && (timeS[i] ?? 0) >= rateFromS ? rate : null));
}

function obstacles(
  pen: Pen,
  timeS: readonly number[],
  curve: readonly (number | null)[],
  yOf: (value: number) => number,
) {
  const points: { x: number; y: number }[] = [];
  let last: { x: number; y: number } | null = null;
  for (let i = 0; i < timeS.length; i++) {
    const value = curve[i] ?? null;
    if (value === null) continue;
    const point = { x: pen.x(timeS[i] ?? 0), y: yOf(value) };
    const isFar: boolean =
      last === null ||
      Math.hypot(point.x - last.x, point.y - last.y) >= obstacleStepPixels * pen.unit;
    if (!isFar) continue;
    points.push(point);
    last = point;
  }
  return points;
}

/** Rings on the curve with their words. A suggested mark is hollow and amber: it is the program's opinion. */
export function drawMarks(pen: Pen, labels: ReadonlyMap<string, PlacedLabel>): void {
  drawReferenceName(pen, labels.get(referenceKey));
  for (const mark of pen.scene.marks) {
    const label = labels.get(mark.kind);
    drawRing(pen, mark);
    if (label) drawLabel(pen, mark, label);
  }
}

function drawReferenceName(pen: Pen, label: PlacedLabel | undefined): void {
  const { ctx, style, scene } = pen;
  if (!label || !scene.background) return;
  ctx.font = chartFont(style, detailPixels, 450, pen.ratio);
  ctx.fillStyle = style.colour('muted');
  ctx.textAlign = label.align;
  ctx.textBaseline = 'top';
  ctx.fillText(referenceName(scene.background.title), textX(label), label.y);
}

function textX(label: PlacedLabel): number {
  if (label.align === 'left') return label.x;
  return label.align === 'right' ? label.x + label.width : label.x + label.width / 2;
}

function drawRing(pen: Pen, mark: SceneMark): void {
  const { ctx, unit, style } = pen;
  const x = pen.x(mark.timeS);
  const y = anchorY(pen, mark);
  ctx.beginPath();
  ctx.arc(x, y, 6.5 * unit, 0, Math.PI * 2);
  ctx.fillStyle = style.colour('ground');
  ctx.fill();
  ctx.lineWidth = 2.6 * unit;
  ctx.strokeStyle = style.colour(mark.suggested ? 'unsure' : 'bt');
  ctx.setLineDash(mark.suggested ? [3 * unit, 3 * unit] : []);
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawLabel(pen: Pen, mark: SceneMark, label: PlacedLabel): void {
  const { ctx, style } = pen;
  const x = textX(label);
  ctx.textAlign = label.align;
  ctx.textBaseline = 'top';
  ctx.font = chartFont(style, titlePixels, 600, pen.ratio);
  writeOnGround(pen, mark.title, { x, y: label.y, token: 'ink' });
  ctx.font = chartFont(style, detailPixels, 450, pen.ratio);
  const token = mark.suggested ? 'unsure-text' : 'muted';
  writeOnGround(pen, mark.detail, { x, y: label.y + lineHeight(pen), token });
}
