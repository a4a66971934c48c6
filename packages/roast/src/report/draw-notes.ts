import { type DrawnPath, type DrawnText, drawnCircle, drawnLine } from '#report/drawing.ts';
import { roughWidthPt, type Sheet } from '#report/sheet.ts';
import type { ChartScene } from '#scene/chart-scene.ts';

const sizePt = 6;
/** Above the words that a gap has. */
const firstRowPt = 16;
const rowPt = 9;
const rows = 2;

/**
 * What was noted, on the time axis: a tick each, with its words where there is room. What the station noted is hollow, what a
 * person wrote is a dot. The newest choose first; all of them stand in the list of notes.
 */
export function drawNotes(
  scene: ChartScene,
  { plot, x }: Sheet,
): readonly (DrawnPath | DrawnText)[] {
  const freeUntil = Array.from({ length: rows }, () => plot.x + plot.width);
  return scene.notes.toReversed().flatMap((note) => {
    const at = x(note.timeS);
    const ink = note.byStation ? 'unsure' : 'muted';
    const left = at - 4 - roughWidthPt(note.words, sizePt);
    const row = left < plot.x ? -1 : freeUntil.findIndex((until) => at < until);
    const y = plot.y + plot.height - firstRowPt - Math.max(0, row) * rowPt;
    const tick = drawnLine(
      { x: at, y: plot.y + plot.height },
      { x: at, y: y + 2 },
      { stroke: ink, widthPt: 0.6, ...(note.byStation ? { dashPt: [1.2, 1.6] } : {}) },
    );
    const dot = drawnCircle({ x: at, y }, 1.6, {
      fill: note.byStation ? 'paper' : ink,
      stroke: ink,
      widthPt: 0.6,
    });
    if (row < 0) return [tick, dot];
    freeUntil[row] = left;
    const words: DrawnText = {
      shape: 'text',
      x: at - 4,
      y: y + 2,
      text: note.words,
      sizePt,
      isBold: false,
      anchor: 'end',
      ink,
      hasRim: true,
    };
    return [tick, dot, words];
  });
}
