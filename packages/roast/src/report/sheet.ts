import type { SceneAxis } from '#scene/axes.ts';
import type { ChartScene } from '#scene/chart-scene.ts';
import type { Box } from '#scene/place-labels.ts';

/** The plot of a drawing and how what is measured becomes a place in it. Units: points, y downwards. */
export interface Sheet {
  readonly plot: Box;
  readonly x: (timeS: number) => number;
  readonly y: (valueC: number) => number;
  readonly yRate: (rateCPerMin: number) => number;
}

/** The places of a scene in a plot. */
export function sheetOf(
  scene: Pick<ChartScene, 'time' | 'temperature' | 'rate'>,
  plot: Box,
): Sheet {
  const up = (axis: SceneAxis) => (value: number) =>
    plot.y + plot.height - shareOf(axis, value) * plot.height;
  return {
    plot,
    x: (timeS) => plot.x + shareOf(scene.time, timeS) * plot.width,
    y: up(scene.temperature),
    yRate: up(scene.rate),
  };
}

function shareOf({ min, max }: SceneAxis, value: number): number {
  return (value - min) / (max - min);
}

/** About as wide as Inter is on average: labels are placed before any font is known. */
const characterShare = 0.58;

/** Roughly how wide a text is set, points. */
export function roughWidthPt(text: string, sizePt: number): number {
  return text.length * sizePt * characterShare;
}
