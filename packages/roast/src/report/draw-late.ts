import { type DrawnPath, type DrawnText, drawnLine } from '#report/drawing.ts';
import { roughWidthPt, type Sheet } from '#report/sheet.ts';
import type { ChartScene } from '#scene/chart-scene.ts';

const sizePt = 6;
/** The dots stand just above the time axis. */
const abovePt = 3;
const shortestPt = 3;

/** Where readings came late: dots along the time axis, with words where there is room. As on the screen. */
export function drawLate(
  scene: ChartScene,
  { plot, x }: Sheet,
): readonly (DrawnPath | DrawnText)[] {
  const y = plot.y + plot.height - abovePt;
  let freeFrom = plot.x;
  return scene.late.flatMap(({ fromS, toS }) => {
    const left = Math.max(plot.x, x(fromS));
    const right = Math.min(plot.x + plot.width, Math.max(x(toS), left + shortestPt));
    const dots = drawnLine(
      { x: left, y },
      { x: right, y },
      { stroke: 'unsure', widthPt: 1.4, dashPt: [1.2, 2] },
    );
    const text = 'came late';
    if (left < freeFrom) return [dots];
    freeFrom = left + roughWidthPt(text, sizePt) + 4;
    const words: DrawnText = {
      shape: 'text',
      x: left,
      y: y - 4,
      text,
      sizePt,
      isBold: false,
      anchor: 'start',
      ink: 'unsure',
      hasRim: true,
    };
    return [dots, words];
  });
}
