import type PDFDocument from 'pdfkit';
import { fontFor, type Outline, outlineOf, type ReportFont } from '#pdf/fonts.ts';

/** How a piece of text is set. */
export interface TypeStyle {
  readonly sizePt: number;
  readonly isBold: boolean;
  readonly colour: string;
}

/** A stretch of one line in one font, or drawn as outlines where no font has it. */
interface Run {
  readonly text: string;
  readonly font: ReportFont | null;
}

/** Marks in text that a font must not be asked for: they order, join or vary, and have no shape. */
const invisible = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Variation_Selector}/gu;
const wide = { features: ['tnum'] as PDFKit.Mixins.OpenTypeFeatures[], lineBreak: false };

/** A longer word fits into no line, in any size: it need not be measured whole. */
const measuredMax = 1000;

/** Sets lines of text in a document: measures, breaks and draws them, whatever script they are in. */
export class TypeSetter {
  readonly #doc: PDFKit.PDFDocument;
  readonly #registered = new Set<string>();
  readonly #partWidths = new Map<string, number>();

  constructor(doc: InstanceType<typeof PDFDocument>) {
    this.#doc = doc;
  }

  /** How wide a line is, points. */
  widthOf(text: string, style: TypeStyle): number {
    let width = 0;
    for (const run of runsOf(text, style.isBold)) width += this.#runWidth(run, style);
    return width;
  }

  /**
   * Breaks a text into lines at spaces, and within a word where one is longer than a line. Where there are more than `max`, the
   * last one ends with an ellipsis, and the rest is not looked at.
   */
  linesOf(
    text: string,
    style: TypeStyle,
    widthPt: number,
    max = Number.POSITIVE_INFINITY,
  ): readonly string[] {
    const lines: string[] = [];
    for (const line of this.#broken(text, style, widthPt)) {
      if (lines.length < max) lines.push(line);
      else return [...lines.slice(0, -1), this.cut(`${lines.at(-1)} ${line}`, style, widthPt)];
    }
    return lines;
  }

  /** As much of a text as fits, with an ellipsis where it was cut. */
  cut(text: string, style: TypeStyle, widthPt: number): string {
    const line = text.replace(/\s+/gu, ' ');
    if (line.length <= measuredMax && this.widthOf(line, style) <= widthPt) return line;
    const roomPt = widthPt - this.widthOf('\u2026', style);
    const [start = ''] = this.#pieces(line, style, roomPt);
    return `${start.trimEnd()}\u2026`;
  }

  /** Draws one line with its baseline at `y`. */
  draw(text: string, at: { readonly x: number; readonly y: number }, style: TypeStyle): void {
    let x = at.x;
    for (const run of runsOf(text, style.isBold)) {
      if (run.font === null) this.#drawOutlines(run.text, { x, y: at.y }, style);
      else this.#drawRun(run.text, run.font, { x, y: at.y }, style);
      x += this.#runWidth(run, style);
    }
  }

  *#broken(text: string, style: TypeStyle, widthPt: number): Generator<string> {
    for (const paragraph of text.split('\n')) {
      let line = '';
      let lineWidth = 0;
      for (const word of paragraph.split(/(?<=\s)/u)) {
        for (const piece of this.#pieces(word, style, widthPt)) {
          if (line !== '' && lineWidth + this.#partWidth(piece.trimEnd(), style) > widthPt) {
            yield line.trimEnd();
            line = '';
            lineWidth = 0;
          }
          line += piece;
          lineWidth += this.#partWidth(piece, style);
        }
      }
      yield line.trimEnd();
    }
  }

  /** A word in pieces that fit into a line; scripts without spaces may break anywhere. */
  *#pieces(word: string, style: TypeStyle, widthPt: number): Generator<string> {
    const isShort = word.length <= measuredMax;
    if (isShort && this.#partWidth(word.trimEnd(), style) <= widthPt) return yield word;
    let piece = '';
    let pieceWidth = 0;
    for (const letter of word) {
      const width = this.#partWidth(letter, style);
      if (piece !== '' && pieceWidth + width > widthPt) {
        yield piece;
        piece = '';
        pieceWidth = 0;
      }
      piece += letter;
      pieceWidth += width;
    }
    yield piece;
  }

  /** How wide a word or a letter is. The same ones come again and again, and measuring takes most of the time. */
  #partWidth(part: string, style: TypeStyle): number {
    const key = `${style.sizePt}${style.isBold}${part}`;
    const known = this.#partWidths.get(key);
    if (known !== undefined) return known;
    const width = this.widthOf(part, style);
    this.#partWidths.set(key, width);
    return width;
  }

  #runWidth({ text, font }: Run, style: TypeStyle): number {
    if (font === null) {
      let width = 0;
      for (const letter of text)
        width += advancePt(outlineOf(letter.codePointAt(0) ?? 0), style.sizePt);
      return width;
    }
    this.#use(font, style.sizePt);
    return this.#doc.widthOfString(text, wide);
  }

  #drawRun(text: string, font: ReportFont, at: { x: number; y: number }, style: TypeStyle): void {
    this.#use(font, style.sizePt);
    this.#doc.fillColor(style.colour).text(text, at.x, at.y, { ...wide, baseline: 'alphabetic' });
  }

  /** The text itself goes along, so that it can be searched and read aloud. */
  #drawOutlines(text: string, at: { x: number; y: number }, style: TypeStyle): void {
    const doc = this.#doc;
    doc.markContent('Span', { actual: text });
    let x = at.x;
    for (const letter of text) {
      const outline = outlineOf(letter.codePointAt(0) ?? 0);
      const scale = style.sizePt / outline.unitsPerEm;
      doc.save().translate(x, at.y).scale(scale, -scale);
      if (outline.d !== '') doc.path(outline.d).fill(style.colour);
      doc.restore();
      x += advancePt(outline, style.sizePt);
    }
    doc.endMarkedContent();
  }

  #use(font: ReportFont, sizePt: number): void {
    if (!this.#registered.has(font.name)) {
      this.#doc.registerFont(font.name, font.bytes);
      this.#registered.add(font.name);
    }
    this.#doc.font(font.name, sizePt);
  }
}

function advancePt({ advance, unitsPerEm }: Outline, sizePt: number): number {
  return (advance / unitsPerEm) * sizePt;
}

function runsOf(text: string, isBold: boolean): readonly Run[] {
  const runs: { text: string; font: ReportFont | null }[] = [];
  for (const letter of text.replace(/\t/g, ' ').replace(invisible, '')) {
    const font = fontFor(letter.codePointAt(0) ?? 0, isBold ? 'bold' : 'regular');
    const last = runs.at(-1);
    if (last !== undefined && last.font === font) last.text += letter;
    else runs.push({ text: letter, font });
  }
  return runs;
}
