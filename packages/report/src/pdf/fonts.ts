import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as fontkit from 'fontkit';
import { sfntOfWoff } from '#pdf/sfnt.ts';

/** Inter comes in one file per script. In the order they are looked through. */
const scripts = [
  'latin',
  'latin-ext',
  'greek',
  'cyrillic',
  'greek-ext',
  'cyrillic-ext',
  'vietnamese',
] as const;
const weights = { regular: 400, bold: 600 } as const;
type Weight = keyof typeof weights;

/** A font file with the name it has in a document. */
export interface ReportFont {
  readonly name: string;
  readonly bytes: Buffer;
  readonly font: fontkit.Font;
}

const require = createRequire(import.meta.url);
const inter = dirname(require.resolve('@fontsource/inter/package.json'));
const unifontex = dirname(require.resolve('@fontsource/unifontex/package.json'));
const opened = new Map<string, ReportFont>();

/** Opens a font once. */
function open(name: string, file: string): ReportFont {
  const known = opened.get(name);
  if (known !== undefined) return known;
  const bytes = sfntOfWoff(readFileSync(file));
  const made = { name, bytes, font: fontkit.create(bytes) as fontkit.Font };
  opened.set(name, made);
  return made;
}

/** The first of our fonts that has a character; null when none has. */
export function fontFor(codePoint: number, weight: Weight): ReportFont | null {
  for (const script of scripts) {
    const name = `inter-${script}-${weights[weight]}-normal`;
    const font = open(name, join(inter, 'files', `${name}.woff`));
    if (font.font.hasGlyphForCodePoint(codePoint)) return font;
  }
  return null;
}

/** The outline of a character that Inter does not have, from a font that has nearly all. */
export interface Outline {
  readonly d: string;
  /** In thousandths of the size of the type, as the outline. */
  readonly advance: number;
  readonly unitsPerEm: number;
}

const outlines = new Map<number, Outline>();
/** Enough for a page of Chinese; beyond it outlines are made anew. */
const outlinesMax = 4_000;
/** What is drawn for a character nobody has. */
const replacement = 0xfffd;

/** The outline of any character. Nothing is shaped or joined: legible, not beautiful. */
export function outlineOf(codePoint: number): Outline {
  const known = outlines.get(codePoint);
  if (known !== undefined) return known;
  const { font } = open('unifontex', join(unifontex, 'files', 'unifontex-latin-400-normal.woff'));
  const glyph = font.glyphForCodePoint(
    font.hasGlyphForCodePoint(codePoint) ? codePoint : replacement,
  );
  const outline = {
    d: glyph.path.toSVG(),
    advance: glyph.advanceWidth,
    unitsPerEm: font.unitsPerEm,
  };
  if (outlines.size >= outlinesMax) outlines.clear();
  outlines.set(codePoint, outline);
  return outline;
}
