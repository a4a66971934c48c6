import type { Drawing, DrawnText } from '@artisan-ts/roast';
import { palette } from '#palette.ts';
import type { PageFlow } from '#pdf/page-flow.ts';

/** Draws a picture with its upper left corner at a place of the page. */
export function putDrawing(
  { doc, type }: PageFlow,
  drawing: Drawing,
  at: { readonly x: number; readonly y: number },
): void {
  doc.save().translate(at.x, at.y).lineJoin('round');
  for (const item of drawing.items) {
    if (item.shape === 'text') {
      putText(type, item);
      continue;
    }
    if (item.d === '') continue;
    doc.path(item.d).lineWidth(item.widthPt ?? 1);
    if (item.dashPt === undefined) doc.undash();
    else doc.dash(item.dashPt[0] ?? 1, { space: item.dashPt[1] ?? item.dashPt[0] ?? 1 });
    const fill = item.fill === undefined ? null : palette[item.fill];
    const stroke = item.stroke === undefined ? null : palette[item.stroke];
    if (fill !== null && stroke !== null) doc.fillAndStroke(fill, stroke);
    else if (fill !== null) doc.fill(fill);
    else if (stroke !== null) doc.stroke(stroke);
  }
  doc.undash().restore();
}

function putText(type: PageFlow['type'], item: DrawnText): void {
  const style = { sizePt: item.sizePt, isBold: item.isBold, colour: palette[item.ink] };
  const width = item.anchor === 'start' ? 0 : type.widthOf(item.text, style);
  const x = item.anchor === 'end' ? item.x - width : item.x - width / 2;
  type.draw(item.text, { x: item.anchor === 'start' ? item.x : x, y: item.y }, style);
}
