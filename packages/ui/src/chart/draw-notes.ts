import type { Box, SceneNote } from '@artisan-ts/roast';
import { chartFont } from '#chart/chart-style.ts';
import { clipped, type Pen, writeOnGround } from '#chart/pen.ts';

const rows = 2;
const rowPixels = 22;
/** Above the words that a gap has. */
const firstRowPixels = 40;

/** A place where words may stand, in canvas pixels. */
interface Place {
  readonly row: number;
  readonly box: Box;
}

/**
 * What was noted, on the time axis: a quiet tick each, with its words where there is room beside the labels of the marks.
 * What the station noted is hollow and in the colour of what is not sure; what a person wrote is a dot.
 */
export function drawNotes(pen: Pen, labels: Iterable<Box>): void {
  clipped(pen, () => {
    const taken = [...labels];
    // Where notes crowd, those of the station are the ones to read, the newest first.
    const newestFirst = pen.scene.notes.toReversed();
    for (const note of newestFirst.toSorted((a, b) => Number(b.byStation) - Number(a.byStation))) {
      const place = placeFor(pen, note, taken);
      drawTick(pen, note, place?.row ?? 0);
      if (place === null) continue;
      taken.push(place.box);
      drawWords(pen, note, place);
    }
  });
}

/**
 * Words stand before their tick: what lies there is past and never moves, and after a sleep it is the gap that they
 * explain. Where something stands there already, they stand behind it.
 */
function placeFor(pen: Pen, note: SceneNote, taken: readonly Box[]): Place | null {
  const { ctx, plot, style, unit } = pen;
  ctx.font = chartFont(style, 14, 500, pen.ratio);
  const width = ctx.measureText(note.words).width;
  const tick = pen.x(note.timeS);
  for (const x of [tick - 9 * unit - width, tick + 9 * unit]) {
    if (x < plot.left + 4 * unit || x + width > plot.left + plot.width) continue;
    for (let row = 0; row < rows; row++) {
      const height = rowPixels * unit;
      const box = { x, y: baseOf(pen, row) - height * 0.8, width, height };
      if (taken.every((other) => areApart(box, other, 12 * unit))) return { row, box };
    }
  }
  return null;
}

function areApart(a: Box, b: Box, byX: number): boolean {
  const isBeside = a.x > b.x + b.width + byX || b.x > a.x + a.width + byX;
  return isBeside || a.y >= b.y + b.height || b.y >= a.y + a.height;
}

function baseOf({ plot, unit }: Pen, row: number): number {
  return plot.top + plot.height - (firstRowPixels + row * rowPixels) * unit;
}

function drawTick(pen: Pen, note: SceneNote, row: number): void {
  const { ctx, plot, unit, style } = pen;
  const x = pen.x(note.timeS);
  const y = baseOf(pen, row) - 5 * unit;
  ctx.strokeStyle = style.colour(note.byStation ? 'unsure' : 'muted');
  ctx.lineWidth = Math.max(1, 1.4 * unit);
  ctx.setLineDash(note.byStation ? [3 * unit, 4 * unit] : []);
  ctx.beginPath();
  ctx.moveTo(x, plot.top + plot.height);
  ctx.lineTo(x, y + 4 * unit);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.arc(x, y, 4 * unit, 0, Math.PI * 2);
  ctx.fillStyle = style.colour(note.byStation ? 'ground' : 'muted');
  ctx.fill();
  ctx.stroke();
}

function drawWords(pen: Pen, note: SceneNote, { row, box }: Place): void {
  const { ctx, style } = pen;
  ctx.font = chartFont(style, 14, 500, pen.ratio);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  const token = note.byStation ? 'unsure-text' : 'muted';
  writeOnGround(pen, note.words, { x: box.x, y: baseOf(pen, row), token });
}
