import { palette } from '#palette.ts';
import { TypeSetter, type TypeStyle } from '#pdf/type.ts';

/** A4 with margins, points. */
export const page = {
  width: 595.28,
  height: 841.89,
  left: 40,
  right: 40,
  top: 40,
  bottom: 52,
} as const;
/** What is set is as wide as this, points. */
export const columnPt = page.width - page.left - page.right;

/** Ten pages: what somebody has written in one piece is shorter, and what a damaged file holds need not be set whole. */
const linesMax = 550;

/** The place on the pages of a document where the next thing is set. */
export class PageFlow {
  readonly doc: PDFKit.PDFDocument;
  readonly type: TypeSetter;
  /** Top of what comes next. */
  y: number = page.top;

  constructor(doc: PDFKit.PDFDocument) {
    this.doc = doc;
    this.type = new TypeSetter(doc);
  }

  /** How much of the page is left. */
  get roomPt(): number {
    return page.height - page.bottom - this.y;
  }

  newPage(): void {
    this.doc.addPage();
    this.y = page.top;
  }

  /** Begins a page when less than this is left. Whether it did. */
  need(heightPt: number): boolean {
    if (heightPt <= this.roomPt || this.y === page.top) return false;
    this.newPage();
    return true;
  }

  /** Sets lines of text over the whole width, on the next page where this one ends; so many of them at most. */
  paragraph(
    text: string,
    style: TypeStyle,
    place: { readonly left: number; readonly width: number },
    max = linesMax,
  ): void {
    const lineHeight = style.sizePt * 1.4;
    for (const line of this.type.linesOf(text, style, place.width, max)) {
      this.need(lineHeight);
      this.type.draw(line, { x: place.left, y: this.y + style.sizePt * 1.05 }, style);
      this.y += lineHeight;
    }
  }

  hairline(y: number): void {
    this.doc
      .lineWidth(0.5)
      .undash()
      .moveTo(page.left, y)
      .lineTo(page.left + columnPt, y)
      .stroke(palette.hairline);
  }
}

/** Where text stands that is as wide as the column. */
export const wholeColumn = { left: page.left, width: columnPt } as const;

/** The type of a report. */
export const styles = {
  title: { sizePt: 19, isBold: true, colour: palette.ink },
  longTitle: { sizePt: 12, isBold: true, colour: palette.ink },
  heading: { sizePt: 10.5, isBold: true, colour: palette.ink },
  body: { sizePt: 9, isBold: false, colour: palette.ink },
  strong: { sizePt: 9, isBold: true, colour: palette.ink },
  quiet: { sizePt: 9, isBold: false, colour: palette.muted },
  small: { sizePt: 7.5, isBold: false, colour: palette.muted },
  cell: { sizePt: 8.5, isBold: false, colour: palette.ink },
  rowHead: { sizePt: 8.5, isBold: true, colour: palette.ink },
} as const satisfies Readonly<Record<string, TypeStyle>>;
