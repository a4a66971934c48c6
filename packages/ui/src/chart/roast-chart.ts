import type { TemperatureUnit } from '@artisan-ts/domain';
import {
  type ChartScene,
  type PlacedLabel,
  type SceneAxis,
  type SceneColumns,
  ticksThatFit,
} from '@artisan-ts/roast';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { type ChartStyle, chartFont } from '#chart/chart-style.ts';
import { drawBackground } from '#chart/draw-background.ts';
import { drawEnds } from '#chart/draw-ends.ts';
import { drawGround, drawPhaseNames } from '#chart/draw-ground.ts';
import { drawLanes, laneHeight } from '#chart/draw-lanes.ts';
import { drawLate } from '#chart/draw-late.ts';
import { drawMarks, layOutMarks } from '#chart/draw-marks.ts';
import { drawNotes } from '#chart/draw-notes.ts';
import { drawPrediction } from '#chart/draw-prediction.ts';
import { type Pen, penOf } from '#chart/pen.ts';

/** What is drawn. The columns may be changed in place between two calls of `draw`. */
export interface ChartContent {
  readonly scene: ChartScene;
  readonly columns: SceneColumns;
  /** The row that is now: the newest one, or where the cursor stands. */
  readonly index: number;
  readonly showEtRate: boolean;
  /** No longer live: drawn in grey. */
  readonly stale: boolean;
  /** What lies after `index` is still to come: drawn faintly, for playback. */
  readonly veilAfter: boolean;
}

const xAxisPixels = 40;
/** Between the lowest lane and the edge, where its line would be cut off. */
const belowStripPixels = 4;
/** Names on the time axis stand at least so far apart: `10:00` and some air. */
const timeNamePixels = 62;
const timeNamePixelsMin = 44;

/**
 * The chart of a roast on one canvas: curves by uPlot, everything else drawn around them from the scene. Knows
 * nothing of React, of the station or of time.
 */
export class RoastChart {
  readonly #style: ChartStyle;
  readonly #u: uPlot;
  #content: ChartContent;
  #unit: TemperatureUnit;
  #frame = 0;
  #labels: ReadonlyMap<string, PlacedLabel> = new Map();
  #labelKey = '';

  constructor(host: HTMLElement, style: ChartStyle, content: ChartContent) {
    this.#style = style;
    this.#content = content;
    this.#unit = content.scene.unit;
    this.#u = new uPlot(
      this.#options(host.clientWidth, host.clientHeight),
      dataOf(content.columns),
      host,
    );
  }

  /** Number of lanes under the chart; a chart with another number has to be made anew. */
  get lanes(): number {
    return this.#content.scene.lanes.length;
  }

  /** Shows this content with the next frame. */
  draw(content: ChartContent): void {
    this.#content = content;
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#u.setData(dataOf(this.#content.columns), true);
      this.#labelAxes();
    });
  }

  /** The axes keep their labels while their range stands still; another unit has the same range. */
  #labelAxes(): void {
    const { unit } = this.#content.scene;
    if (unit === this.#unit) return;
    this.#unit = unit;
    this.#u.redraw(false, true);
  }

  /** The time under a place of the page; null beside the plot. */
  timeAt(clientX: number): number | null {
    const { left, width } = this.#u.over.getBoundingClientRect();
    if (clientX < left || clientX > left + width) return null;
    return this.#u.posToVal(clientX - left, 'x');
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#u.destroy();
  }

  #options(width: number, height: number): uPlot.Options {
    const { scale } = this.#style;
    const strip = (this.lanes * laneHeight(this.lanes) + belowStripPixels) * scale;
    return {
      width,
      height,
      pxAlign: false,
      padding: [34 * scale, 0, strip, 0],
      legend: { show: false },
      cursor: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      scales: {
        x: { time: false, range: () => rangeOf(this.#content.scene.time) },
        c: { range: () => rangeOf(this.#content.scene.temperature) },
        rate: { range: () => rangeOf(this.#content.scene.rate) },
      },
      axes: this.#axes(),
      series: this.#series(),
      hooks: {
        drawClear: [(u) => drawGround(this.#pen(u))],
        drawAxes: [(u) => this.#drawBehind(u)],
        draw: [(u) => this.#drawOver(u)],
      },
    };
  }

  #axes(): uPlot.Axis[] {
    const { scale } = this.#style;
    const axis = (
      place: Pick<uPlot.Axis, 'scale' | 'side' | 'size' | 'gap'>,
      ticks: (u: uPlot) => SceneAxis['ticks'],
      hasGrid: boolean,
    ): uPlot.Axis => ({
      ...place,
      font: chartFont(this.#style, 16, 450, 1),
      stroke: () => this.#style.colour('muted'),
      splits: (u) => ticks(u).map((tick) => tick.at),
      values: (u) => ticks(u).map((tick) => tick.label),
      grid: { show: hasGrid, stroke: () => this.#style.colour('grid'), width: 1 },
      ticks: { show: false },
      border: { show: false },
    });
    const size = Math.max(50, 76 * scale);
    return [
      axis(
        { scale: 'x', side: 2, size: xAxisPixels * scale, gap: 10 * scale },
        (u) =>
          ticksThatFit(
            this.#content.scene.time.ticks,
            (timeS) => u.valToPos(timeS, 'x'),
            Math.max(timeNamePixelsMin, timeNamePixels * scale),
          ),
        false,
      ),
      axis(
        { scale: 'c', side: 3, size, gap: 10 * scale },
        () => this.#content.scene.temperature.ticks,
        true,
      ),
      axis(
        { scale: 'rate', side: 1, size: Math.max(36, 62 * scale), gap: 10 * scale },
        () => this.#content.scene.rate.ticks,
        false,
      ),
    ];
  }

  #series(): uPlot.Series[] {
    const { scale, safe } = this.#style;
    const line = (
      token: string,
      width: number,
      more: Partial<uPlot.Series> & { scale: string },
    ): uPlot.Series => ({
      stroke: () => this.#style.colour(this.#content.stale ? 'muted' : token),
      width: width * scale,
      points: { show: false },
      cap: 'round',
      auto: false,
      ...more,
    });
    const dash = safe ? { dash: [10 * scale, 5 * scale] } : {};
    const rate = { scale: 'rate', paths: this.#ratePaths() };
    return [
      {},
      line('et', 1.6, { ...rate, ...dash, alpha: 0.7 }),
      line('bt', 2.4, { ...rate, alpha: 0.8 }),
      line('et', safe ? 3.2 : 2.6, { scale: 'c', ...dash }),
      line('bt', 5, { scale: 'c' }),
    ];
  }

  /** The rate of rise is drawn from where it means something. */
  #ratePaths(): uPlot.Series.PathBuilder {
    const linear = uPlot.paths.linear?.();
    return (u, series, first, last) => {
      const { scene, columns, showEtRate } = this.#content;
      if (!linear || scene.rateFromS === null || (series === 1 && !showEtRate)) return null;
      const from = firstAtOrAfter(columns.timeS, scene.rateFromS);
      return from >= last ? null : linear(u, series, Math.max(first, from), last);
    };
  }

  #pen(u: uPlot): Pen {
    return penOf(u, this.#content.scene, this.#style, u.ctx.canvas.width / u.width);
  }

  #drawBehind(u: uPlot): void {
    const pen = this.#pen(u);
    drawPhaseNames(pen);
    drawBackground(pen);
    drawPrediction(pen);
  }

  #drawOver(u: uPlot): void {
    const pen = this.#pen(u);
    const { columns, index, showEtRate, stale, veilAfter } = this.#content;
    if (veilAfter) drawVeil(pen, columns.timeS[index]);
    const labels = this.#placedLabels(pen);
    drawEnds(pen, columns, index, { showEtRate, stale, taken: [...labels.values()] });
    drawLate(pen);
    drawNotes(pen, labels.values());
    drawMarks(pen, labels);
    drawLanes(pen, pen.plot.top + pen.plot.height + (xAxisPixels + 2) * pen.unit);
    drawUnits(pen);
  }

  /** Labels are placed when what they name changes: they stand still while the curve grows. */
  #placedLabels(pen: Pen): ReadonlyMap<string, PlacedLabel> {
    const { scene, plot } = pen;
    const key = JSON.stringify([
      scene.marks,
      scene.background?.title,
      scene.time.max,
      scene.temperature.min,
      scene.temperature.max,
      plot,
      document.fonts.status,
    ]);
    if (key !== this.#labelKey) {
      const { columns, showEtRate } = this.#content;
      this.#labels = layOutMarks(pen, columns, showEtRate);
      this.#labelKey = key;
    }
    return this.#labels;
  }
}

function dataOf(columns: SceneColumns): uPlot.AlignedData {
  const { timeS, btC, etC, btCPerMin, etCPerMin } = columns;
  return [timeS, etCPerMin, btCPerMin, etC, btC];
}

function rangeOf(axis: SceneAxis): uPlot.Range.MinMax {
  return [axis.min, axis.max];
}

function firstAtOrAfter(timeS: readonly number[], fromS: number): number {
  let low = 0;
  let high = timeS.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timeS[middle] ?? 0) < fromS) low = middle + 1;
    else high = middle;
  }
  return low;
}

function drawVeil(pen: Pen, fromS: number | undefined): void {
  if (fromS === undefined) return;
  const { ctx, plot } = pen;
  const left = Math.max(plot.left, pen.x(fromS));
  ctx.globalAlpha = 0.72;
  ctx.fillStyle = pen.style.colour('ground');
  ctx.fillRect(left, plot.top, plot.left + plot.width - left, plot.height);
  ctx.globalAlpha = 1;
}

function drawUnits(pen: Pen): void {
  const { ctx, plot, unit, style, scene } = pen;
  ctx.font = chartFont(style, 14.5, 450, pen.ratio);
  ctx.fillStyle = style.colour('muted');
  ctx.textBaseline = 'alphabetic';
  const top = plot.top - 16 * unit;
  ctx.textAlign = 'right';
  ctx.fillText(`\u00b0${scene.unit}`, plot.left - 10 * unit, top);
  const rateTop = scene.rate.ticks.at(-1);
  if (rateTop) {
    const right = ctx.canvas.width - 4 * unit;
    ctx.fillText(`\u00b0${scene.unit}/min`, right, pen.yRate(rateTop.at) - 24 * unit);
  }
}
