import type { Drawing, ReportCell, ReportTable } from '@artisan-ts/roast';
import { columnPt, type PageFlow, page, styles } from '#pdf/page-flow.ts';
import { putDrawing } from '#pdf/put-drawing.ts';
import type { TypeStyle } from '#pdf/type.ts';

const gapPt = 8;
const rowPaddingPt = 3;
const headHeightPt = 13;
const afterTablePt = 6;
/** A row is never broken, and must fit on a page; whoever wants to read more of a cell has it in the page. */
const cellLinesMax = 12;

/** Where a column stands. */
interface Place {
  readonly left: number;
  readonly width: number;
  readonly isNumber: boolean;
}

/** Sets a table. A row is never broken, and the head comes again on every page. */
export function putTable(flow: PageFlow, table: ReportTable): void {
  const places = placesOf(table);
  const rows = table.rows.map((row) => row.map((cell, i) => laidOut(flow, cell, i, places)));
  flow.need(headHeightPt + rowHeight(rows[0] ?? []));
  putHead(flow, table, places);
  for (const row of rows) {
    const height = rowHeight(row);
    if (flow.need(height)) putHead(flow, table, places);
    flow.hairline(flow.y);
    for (const [i, cell] of row.entries()) putCell(flow, cell, places[i] as Place);
    flow.y += height;
  }
  flow.y += afterTablePt;
}

/** A cell whose lines are broken. */
type LaidOut =
  | { readonly kind: 'drawing'; readonly drawing: Drawing }
  | { readonly kind: 'lines'; readonly lines: readonly string[]; readonly style: TypeStyle };

function placesOf({ columns }: ReportTable): readonly Place[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  let left = 0;
  return columns.map(({ share, isNumber }, i) => {
    const whole = (share / all) * columnPt;
    const place = {
      left: page.left + left,
      width: whole - (i < columns.length - 1 ? gapPt : 0),
      isNumber,
    };
    left += whole;
    return place;
  });
}

function laidOut(
  flow: PageFlow,
  cell: ReportCell,
  index: number,
  places: readonly Place[],
): LaidOut {
  if (typeof cell !== 'string') return { kind: 'drawing', drawing: cell };
  const style = index === 0 ? styles.rowHead : styles.cell;
  const width = places[index]?.width ?? columnPt;
  const lines = flow.type.linesOf(cell, style, width, cellLinesMax);
  return { kind: 'lines', lines, style };
}

function rowHeight(row: readonly LaidOut[]): number {
  const heights = row.map((cell) =>
    cell.kind === 'drawing' ? cell.drawing.heightPt : cell.lines.length * styles.cell.sizePt * 1.35,
  );
  return Math.max(0, ...heights) + 2 * rowPaddingPt;
}

function putHead(flow: PageFlow, { columns }: ReportTable, places: readonly Place[]): void {
  columns.forEach(({ label }, i) => {
    const place = places[i] as Place;
    const text = flow.type.cut(label, styles.small, place.width);
    putLine(flow, text, flow.y + 9, place, styles.small);
  });
  flow.y += headHeightPt;
}

function putCell(flow: PageFlow, cell: LaidOut, place: Place): void {
  if (cell.kind === 'drawing') {
    putDrawing(flow, cell.drawing, { x: place.left, y: flow.y + rowPaddingPt });
    return;
  }
  cell.lines.forEach((line, i) => {
    const baseline = flow.y + rowPaddingPt + cell.style.sizePt * (1 + i * 1.35);
    putLine(flow, line, baseline, place, cell.style);
  });
}

function putLine(flow: PageFlow, text: string, y: number, place: Place, style: TypeStyle): void {
  const width = place.isNumber ? flow.type.widthOf(text, style) : place.width;
  flow.type.draw(text, { x: place.left + place.width - width, y }, style);
}
