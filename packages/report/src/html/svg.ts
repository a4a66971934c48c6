import type { Drawing, DrawnPath, DrawnText } from '@artisan-ts/roast';
import { escapeHtml } from '#html/escape.ts';
import { palette } from '#palette.ts';

/** A drawing as SVG in a page. Every number comes from us; every text is escaped. */
export function svgOf(drawing: Drawing): string {
  const { widthPt, heightPt, label, items } = drawing;
  const shapes = items.map((item) => (item.shape === 'path' ? path(item) : text(item))).join('\n');
  return `<svg viewBox="0 0 ${widthPt} ${heightPt}" width="${widthPt}pt" height="${heightPt}pt" role="img" aria-label="${escapeHtml(label)}">\n${shapes}\n</svg>`;
}

function path({ d, fill, stroke, widthPt, dashPt }: DrawnPath): string {
  const line =
    stroke === undefined
      ? ''
      : ` stroke="${palette[stroke]}" stroke-width="${widthPt ?? 1}" stroke-linejoin="round"`;
  const dash = dashPt === undefined ? '' : ` stroke-dasharray="${dashPt.join(' ')}"`;
  return `<path d="${d}" fill="${fill === undefined ? 'none' : palette[fill]}"${line}${dash}/>`;
}

function text(item: DrawnText): string {
  const weight = item.isBold ? ' font-weight="600"' : '';
  const rim = item.hasRim
    ? ` stroke="${palette.paper}" stroke-width="2" paint-order="stroke" stroke-linejoin="round"`
    : '';
  return `<text x="${round(item.x)}" y="${round(item.y)}" font-size="${item.sizePt}"${weight} text-anchor="${item.anchor}" fill="${palette[item.ink]}"${rim}>${escapeHtml(item.text)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
