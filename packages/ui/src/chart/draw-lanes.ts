import type { LeverLane, LeverStep } from '@artisan-ts/roast';
import { chartFont, leverToken } from '#chart/chart-style.ts';
import type { Pen } from '#chart/pen.ts';

/** Height of one lane in pixels of the drawing; more lanes are lower. */
export function laneHeight(lanes: number): number {
  return lanes <= 2 ? 50 : 42;
}

/** The lever strip under the time axis: one lane each, values written where they change. */
export function drawLanes(pen: Pen, topOfStrip: number): void {
  const { lanes } = pen.scene;
  const height = laneHeight(lanes.length) * pen.unit;
  lanes.forEach((lane, i) => {
    drawLane(pen, lane, topOfStrip + i * height, height);
  });
}

function drawLane(pen: Pen, lane: LeverLane, top: number, height: number): void {
  const { ctx, plot, unit, style } = pen;
  const token = leverToken(lane.lever);
  const base = Math.round(top + height - 2 * unit);
  ctx.fillStyle = style.colour('hairline');
  ctx.fillRect(plot.left, base, plot.width, pen.ratio);
  ctx.font = chartFont(style, 14.5, 600, pen.ratio);
  ctx.fillStyle = style.colour(token === 'muted' ? 'muted' : `${token}-text`);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'alphabetic';
  ctx.fillText(lane.label, plot.left - 10 * unit, base - 6 * unit);
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left, top, plot.width, height);
  ctx.clip();
  const yOf = (step: LeverStep) => base - 3 * unit - step.level * (height - 26 * unit);
  drawSteps(pen, lane, { base, yOf });
  drawValues(pen, lane, yOf);
  ctx.restore();
}

function drawSteps(
  pen: Pen,
  lane: LeverLane,
  place: { readonly base: number; readonly yOf: (step: LeverStep) => number },
): void {
  const { ctx, unit, style } = pen;
  const colour = style.colour(leverToken(lane.lever));
  ctx.globalAlpha = 0.12;
  ctx.fillStyle = colour;
  for (const step of lane.steps) {
    const left = pen.x(step.fromS);
    ctx.fillRect(left, place.yOf(step), pen.x(step.toS) - left, place.base - place.yOf(step));
  }
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2.4 * unit;
  // What a person typed is dashed: nobody read it from the machine.
  ctx.setLineDash(lane.byHand ? [7 * unit, 5 * unit] : []);
  ctx.beginPath();
  lane.steps.forEach((step, i) => {
    const y = place.yOf(step);
    const touches = lane.steps[i - 1]?.toS === step.fromS;
    if (touches) ctx.lineTo(pen.x(step.fromS), y);
    else ctx.moveTo(pen.x(step.fromS), y);
    ctx.lineTo(pen.x(step.toS), y);
  });
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawValues(pen: Pen, lane: LeverLane, yOf: (step: LeverStep) => number): void {
  const { ctx, unit, style } = pen;
  const token = leverToken(lane.lever);
  ctx.font = chartFont(style, 14.5, 600, pen.ratio);
  ctx.fillStyle = style.colour(token === 'muted' ? 'muted' : `${token}-text`);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  // Newest first: where steps crowd, the value in force is the one to read.
  let freeUntil = Number.POSITIVE_INFINITY;
  for (const step of lane.steps.toReversed()) {
    const x = pen.x(step.fromS) + 4 * unit;
    const text = String(step.value);
    if (x + ctx.measureText(text).width > freeUntil) continue;
    ctx.fillText(text, x, yOf(step) - 5 * unit);
    freeUntil = x - 6 * unit;
  }
}
