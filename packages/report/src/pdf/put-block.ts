import type { ReportBlock, ReportFact, ReportStamp } from '@artisan-ts/roast';
import { palette } from '#palette.ts';
import { columnPt, type PageFlow, page, styles, wholeColumn } from '#pdf/page-flow.ts';
import { putDrawing } from '#pdf/put-drawing.ts';
import { putTable } from '#pdf/put-table.ts';

/** A heading is not left alone at the foot of a page: so much must follow it. */
const afterHeadingPt = 74;
const factsInRow = 5;
/** It stands on one page with its frame. */
const noticeLinesMax = 30;
/** What is looked for first is short; a text that somebody put there is begun. */
const factLinesMax = 6;

/** Sets one part of a report; a heading stays with the `next` part. */
export function putBlock(flow: PageFlow, block: ReportBlock, next?: ReportBlock): void {
  switch (block.kind) {
    case 'heading':
      flow.need(next?.kind === 'text' ? beforeText(flow, next.text) : afterHeadingPt);
      flow.y += 12;
      flow.paragraph(block.text, styles.heading, wholeColumn);
      flow.y += 2;
      return;
    case 'text':
      flow.paragraph(block.text, block.isQuiet ? styles.quiet : styles.body, wholeColumn);
      flow.y += 2;
      return;
    case 'notice':
      putNotice(flow, block.text);
      return;
    case 'facts':
      flow.y += 6;
      putFacts(flow, block.facts);
      return;
    case 'table':
      putTable(flow, block);
      return;
    case 'drawing':
      flow.need(block.drawing.heightPt);
      putDrawing(flow, block.drawing, { x: page.left, y: flow.y });
      flow.y += block.drawing.heightPt + 4;
      return;
  }
}

/** A heading with the first two lines of its text. */
function beforeText(flow: PageFlow, text: string): number {
  const { sizePt } = styles.quiet;
  const lines = flow.type.linesOf(text, styles.quiet, columnPt, 2).length;
  return 14 + (styles.heading.sizePt + lines * sizePt) * 1.4;
}

function putNotice(flow: PageFlow, text: string): void {
  const lines = flow.type.linesOf(text, styles.strong, columnPt - 20, noticeLinesMax);
  const height = lines.length * styles.strong.sizePt * 1.4 + 8;
  flow.y += 5;
  flow.need(height);
  flow.doc.rect(page.left, flow.y, columnPt, height).fill('#faf6ee');
  flow.doc.rect(page.left, flow.y, 2, height).fill(palette.unsure);
  flow.y += 4;
  const place = { left: page.left + 10, width: columnPt - 20 };
  flow.paragraph(text, styles.strong, place, noticeLinesMax);
  flow.y += 4;
}

function putFacts(flow: PageFlow, facts: readonly ReportFact[]): void {
  const width = columnPt / factsInRow;
  for (let from = 0; from < facts.length; from += factsInRow) {
    const row = facts.slice(from, from + factsInRow).map(({ label, value }) => ({
      label: flow.type.linesOf(label, styles.small, width - 10, factLinesMax),
      value: flow.type.linesOf(value, styles.strong, width - 10, factLinesMax),
    }));
    const labels = Math.max(...row.map(({ label }) => label.length)) * styles.small.sizePt * 1.3;
    const height =
      labels + Math.max(...row.map(({ value }) => value.length)) * styles.strong.sizePt * 1.35;
    flow.need(height);
    row.forEach(({ label, value }, i) => {
      const x = page.left + i * width;
      label.forEach((line, k) => {
        flow.type.draw(line, { x, y: flow.y + styles.small.sizePt * (1 + k * 1.3) }, styles.small);
      });
      value.forEach((line, k) => {
        const y = flow.y + labels + styles.strong.sizePt * (1 + k * 1.35);
        flow.type.draw(line, { x, y }, styles.strong);
      });
    });
    flow.y += height + 7;
  }
}

/** The states of a report in a row of rounded frames. */
export function putStamps(flow: PageFlow, stamps: readonly ReportStamp[]): void {
  let x: number = page.left;
  flow.y += 6;
  for (const { word, isUnsure } of stamps) {
    const colour = isUnsure ? palette.unsure : palette.ink;
    const style = { sizePt: 8, isBold: false, colour };
    const width = flow.type.widthOf(word, style) + 14;
    flow.doc
      .lineWidth(0.6)
      .roundedRect(x, flow.y, width, 14, 7)
      .stroke(isUnsure ? palette.unsure : palette.hairline);
    flow.type.draw(word, { x: x + 7, y: flow.y + 9.8 }, style);
    x += width + 5;
  }
  if (stamps.length > 0) flow.y += 18;
}
