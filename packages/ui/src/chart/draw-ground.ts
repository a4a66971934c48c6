import { type PhaseBand, phaseLabels, type ScenePhase } from '@artisan-ts/roast';
import { chartFont } from '#chart/chart-style.ts';
import { clipped, type Pen } from '#chart/pen.ts';

const bandTokens: Readonly<Record<ScenePhase, string | null>> = {
  drying: 'drying',
  maillard: 'maillard',
  beforeCrack: null,
  development: 'development',
};

/** Phase tints and the stretches without data: what lies under the grid. */
export function drawGround(pen: Pen): void {
  clipped(pen, () => {
    for (const band of pen.scene.bands) drawTint(pen, band);
    for (const gap of pen.scene.gaps) drawGap(pen, gap.fromS, gap.toS);
  });
}

/** The names of the phases, over the grid: no line goes through a word. */
export function drawPhaseNames(pen: Pen): void {
  for (const band of pen.scene.bands) drawName(pen, band);
}

function drawTint(pen: Pen, band: PhaseBand): void {
  const { ctx, plot, style } = pen;
  const token = bandTokens[band.phase];
  if (token === null) return;
  const left = pen.x(band.fromS);
  ctx.fillStyle = style.colour(token);
  ctx.fillRect(left, plot.top, pen.x(band.toS) - left, plot.height);
}

function drawName(pen: Pen, band: PhaseBand): void {
  const { ctx, plot, style } = pen;
  const left = pen.x(band.fromS);
  const right = pen.x(band.toS);
  ctx.font = chartFont(style, 16, 500, pen.ratio);
  const label = phaseLabels[band.phase];
  if (ctx.measureText(label).width + 16 * pen.unit > right - left) return;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  ctx.fillStyle = style.colour('muted');
  ctx.fillText(label, (left + right) / 2, plot.top + 12 * pen.unit);
}

/** Hatched, with words: colour is never the only signal. */
function drawGap(pen: Pen, fromS: number, toS: number): void {
  const { ctx, plot, style, unit } = pen;
  const left = pen.x(fromS);
  const right = pen.x(toS);
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, plot.top, right - left, plot.height);
  ctx.clip();
  // Ink thinned, not a hairline: over the tint of a phase it has to be seen as well.
  ctx.globalAlpha = 0.22;
  ctx.strokeStyle = style.colour('muted');
  ctx.lineWidth = Math.max(1, unit);
  ctx.beginPath();
  for (let x = left - plot.height; x < right; x += 12 * unit) {
    ctx.moveTo(x, plot.top + plot.height);
    ctx.lineTo(x + plot.height, plot.top);
  }
  ctx.stroke();
  ctx.restore();
  ctx.font = chartFont(style, 14, 500, pen.ratio);
  ctx.fillStyle = style.colour('unsure-text');
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  const words = `no data ${Math.round(toS - fromS)} s`;
  if (ctx.measureText(words).width < right - left + 80 * unit) {
    ctx.fillText(words, (left + right) / 2, plot.top + plot.height - 10 * unit);
  }
}
