import type { Report, ReportBlock, ReportCell, ReportTable } from '@artisan-ts/roast';
import { escapeHtml } from '#html/escape.ts';
import { reportStyle } from '#html/style.ts';
import { svgOf } from '#html/svg.ts';

/** From here on a title is set smaller. */
const longTitle = 90;

/** A report as one HTML file with everything in it. The same report gives the same text. */
export function reportHtml(report: Report): string {
  const { title, subtitle, stamps, blocks, printed } = report;
  const states = stamps
    .map(
      ({ word, meaning, isUnsure }) =>
        `<li${isUnsure ? ' class="unsure"' : ''} title="${escapeHtml(meaning)}">${escapeHtml(word)}</li>`,
    )
    .join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<h1${[...title].length > longTitle ? ' class="long"' : ''}>${escapeHtml(title)}</h1>
<p class="subtitle">${escapeHtml(subtitle)}</p>
<ul class="stamps">${states}</ul>
</header>
<main>
${blocks.map(block).join('\n')}
</main>
<footer>${escapeHtml(printed.text)} \u00b7 ${escapeHtml(printed.subject)}</footer>
</body>
</html>
`;
}

function block(part: ReportBlock): string {
  switch (part.kind) {
    case 'heading':
      return `<h2>${escapeHtml(part.text)}</h2>`;
    case 'text':
      return `<p${part.isQuiet ? ' class="quiet"' : ''}>${escapeHtml(part.text)}</p>`;
    case 'notice':
      return `<p class="notice">${escapeHtml(part.text)}</p>`;
    case 'facts':
      return `<dl class="facts">${part.facts
        .map(
          ({ label, value }) =>
            `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`,
        )
        .join('')}</dl>`;
    case 'table':
      return table(part);
    case 'drawing':
      return svgOf(part.drawing);
  }
}

function table({ columns, rows }: ReportTable): string {
  const all = columns.reduce((sum, column) => sum + column.share, 0);
  const classOf = (index: number): string => (columns[index]?.isNumber ? ' class="number"' : '');
  const head = columns
    .map(
      ({ label, share }, i) =>
        `<th scope="col"${classOf(i)} style="width:${((share / all) * 100).toFixed(1)}%">${escapeHtml(label)}</th>`,
    )
    .join('');
  const body = rows
    .map((row) => `<tr>${row.map((cell, i) => cellOf(cell, i, classOf(i))).join('')}</tr>`)
    .join('\n');
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

function cellOf(cell: ReportCell, index: number, className: string): string {
  const content = typeof cell === 'string' ? escapeHtml(cell) : svgOf(cell);
  return index === 0 && typeof cell === 'string'
    ? `<th scope="row"${className}>${content}</th>`
    : `<td${className}>${content}</td>`;
}
