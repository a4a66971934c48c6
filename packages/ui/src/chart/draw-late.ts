import { chartFont } from '#chart/chart-style.ts';
import { clipped, type Pen } from '#chart/pen.ts';

/** Height of the dots above the time axis. */
const abovePixels = 8;

/** Where readings came late: a dotted line along the time axis, and what it means. */
export function drawLate(pen: Pen): void {
  const { ctx, plot, unit, style, scene } = pen;
  clipped(pen, () => {
    for (const { fromS, toS } of scene.late) {
      const y = plot.top + plot.height - abovePixels * unit;
      const left = Math.max(plot.left, pen.x(fromS));
      const right = Math.max(pen.x(toS), left + 4 * unit);
      ctx.strokeStyle = style.colour('unsure');
      ctx.lineWidth = 3 * unit;
      ctx.lineCap = 'round';
      ctx.setLineDash([0.1, 7 * unit]);
      ctx.beginPath();
      ctx.moveTo(left, y);
      ctx.lineTo(right, y);
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.lineCap = 'butt';
      ctx.font = chartFont(style, 14, 500, pen.ratio);
      ctx.fillStyle = style.colour('unsure-text');
      ctx.textAlign = 'left';
      ctx.textBaseline = 'alphabetic';
      ctx.fillText('came late', left, y - 8 * unit);
    }
  });
}
