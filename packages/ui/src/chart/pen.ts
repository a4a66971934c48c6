import type { ChartScene } from '@artisan-ts/roast';
import type uPlot from 'uplot';
import type { ChartStyle } from '#chart/chart-style.ts';

/** What every drawing step gets: where things are, in pixels of the canvas. */
export interface Pen {
  readonly ctx: CanvasRenderingContext2D;
  readonly scene: ChartScene;
  readonly style: ChartStyle;
  /** Canvas pixels per page pixel. */
  readonly ratio: number;
  /** Canvas pixels per pixel of the 1920 x 1080 drawing. */
  readonly unit: number;
  readonly plot: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  readonly x: (timeS: number) => number;
  readonly y: (valueC: number) => number;
  readonly yRate: (valueCPerMin: number) => number;
}

/** A pen for one redraw. */
export function penOf(u: uPlot, scene: ChartScene, style: ChartStyle, ratio: number): Pen {
  return {
    ctx: u.ctx,
    scene,
    style,
    ratio,
    unit: style.scale * ratio,
    plot: u.bbox,
    x: (timeS) => u.valToPos(timeS, 'x', true),
    y: (valueC) => u.valToPos(valueC, 'c', true),
    yRate: (value) => u.valToPos(value, 'rate', true),
  };
}

/** Draws inside the plot only, and leaves the canvas as it was. */
export function clipped(pen: Pen, draw: () => void): void {
  const { ctx, plot } = pen;
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left, plot.top, plot.width, plot.height);
  ctx.clip();
  draw();
  ctx.restore();
}

/** Words with a rim in the colour of the ground: a curve behind them does not take them away. Font and alignment are set before. */
export function writeOnGround(
  { ctx, style, unit }: Pen,
  words: string,
  at: { readonly x: number; readonly y: number; readonly token: string },
): void {
  ctx.lineJoin = 'round';
  ctx.lineWidth = 5 * unit;
  ctx.strokeStyle = style.colour('ground');
  ctx.strokeText(words, at.x, at.y);
  ctx.fillStyle = style.colour(at.token);
  ctx.fillText(words, at.x, at.y);
}
