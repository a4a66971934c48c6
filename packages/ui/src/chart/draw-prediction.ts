import type { ScenePrediction } from '@artisan-ts/roast';
import { chartFont } from '#chart/chart-style.ts';
import { clipped, type Pen } from '#chart/pen.ts';

/**
 * What is predicted: dashed in a hatched band, so that nobody takes it for a reading, and with its name. Without the changes the
 * forecast is dotted.
 */
export function drawPrediction(pen: Pen): void {
  const { prediction } = pen.scene;
  if (prediction === null) return;
  const rows = prediction.timeS.flatMap((timeS, row) => (timeS >= prediction.fromS ? [row] : []));
  const ahead = rows.filter((row) => (prediction.timeS[row] ?? 0) >= prediction.readS);
  clipped(pen, () => {
    drawBand(pen, prediction, rows);
    drawRows(pen, prediction, ahead, 'asItIsC', [1, 6], 2);
    drawRows(pen, prediction, rows, 'btC', [12, 8], 3);
    drawTitle(pen, prediction);
  });
}

const hatchPixels = 9;

function drawBand(pen: Pen, prediction: ScenePrediction, rows: readonly number[]): void {
  const { ctx, unit, plot } = pen;
  const colour = pen.style.colour('unsure');
  ctx.save();
  ctx.beginPath();
  for (const row of rows) lineTo(pen, prediction, row, 'highC');
  for (const row of rows.toReversed()) lineTo(pen, prediction, row, 'lowC');
  ctx.closePath();
  ctx.globalAlpha = 0.1;
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.clip();
  ctx.globalAlpha = 0.35;
  ctx.strokeStyle = colour;
  ctx.lineWidth = unit;
  ctx.beginPath();
  for (let x = plot.left - plot.height; x < plot.left + plot.width; x += hatchPixels * unit) {
    ctx.moveTo(x, plot.top + plot.height);
    ctx.lineTo(x + plot.height, plot.top);
  }
  ctx.stroke();
  ctx.restore();
}

function drawRows(
  pen: Pen,
  prediction: ScenePrediction,
  rows: readonly number[],
  column: 'btC' | 'asItIsC',
  dash: readonly number[],
  width: number,
): void {
  const { ctx, unit } = pen;
  ctx.strokeStyle = pen.style.colour('unsure');
  ctx.lineWidth = width * unit;
  ctx.lineCap = 'round';
  ctx.setLineDash(dash.map((part) => part * unit));
  ctx.beginPath();
  for (const row of rows) lineTo(pen, prediction, row, column);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineCap = 'butt';
}

function lineTo(
  pen: Pen,
  prediction: ScenePrediction,
  row: number,
  column: 'btC' | 'asItIsC' | 'lowC' | 'highC',
): void {
  pen.ctx.lineTo(pen.x(prediction.timeS[row] ?? 0), pen.y(prediction[column][row] ?? 0));
}

/** Where the curve ends; under the band where there is no room behind it. */
function drawTitle(pen: Pen, { title, timeS, btC, lowC }: ScenePrediction): void {
  const { ctx, unit, plot, style } = pen;
  const words = `Predicted: ${title}`;
  ctx.font = chartFont(style, 15, 500, pen.ratio);
  ctx.fillStyle = style.colour('unsure-text');
  const endX = pen.x(timeS.at(-1) ?? 0);
  const right = plot.left + plot.width - 8 * unit;
  const hasRoom = endX + 10 * unit + ctx.measureText(words).width < right;
  ctx.textAlign = hasRoom ? 'left' : 'right';
  ctx.textBaseline = hasRoom ? 'middle' : 'top';
  if (hasRoom) ctx.fillText(words, endX + 10 * unit, pen.y(btC.at(-1) ?? 0));
  else ctx.fillText(words, Math.min(endX, right), pen.y(lowC.at(-1) ?? 0) + 10 * unit);
}
