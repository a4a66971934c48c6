import { palette } from '#palette.ts';

/** The look of a report page: ink on paper, for the screen and for A4. Nothing is fetched: it can be read anywhere, offline. */
export const reportStyle = `
@page { size: A4; margin: 14mm 14mm 16mm; @bottom-right { content: counter(page) " of " counter(pages); font: 7pt Inter, system-ui, sans-serif; color: ${palette.muted}; } }
* { box-sizing: border-box; }
html { background: #f6f4f0; }
body { margin: 0 auto; padding: 28pt 40pt 36pt; max-width: 595pt; background: ${palette.paper}; color: ${palette.ink}; font: 9pt/1.4 "Inter Variable", Inter, system-ui, "Noto Sans", sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
h1 { margin: 0; font-size: 19pt; font-weight: 600; letter-spacing: -0.02em; line-height: 1.2; }
h1.long { font-size: 12pt; letter-spacing: 0; }
h2 { margin: 16pt 0 5pt; font-size: 10.5pt; font-weight: 600; break-after: avoid; }
p { margin: 0 0 3pt; white-space: pre-line; }
.subtitle { margin-top: 3pt; color: ${palette.muted}; }
.stamps { display: flex; flex-wrap: wrap; gap: 5pt; margin: 8pt 0 0; padding: 0; list-style: none; }
.stamps li { padding: 1pt 7pt; border: 0.6pt solid ${palette.hairline}; border-radius: 8pt; font-size: 8pt; }
.stamps .unsure { border-color: ${palette.unsure}; color: ${palette.unsure}; }
.notice { margin: 8pt 0 0; padding: 5pt 9pt; border-left: 2pt solid ${palette.unsure}; background: #faf6ee; font-weight: 600; }
.quiet { color: ${palette.muted}; }
.facts { display: grid; grid-template-columns: repeat(5, 1fr); gap: 8pt 10pt; margin: 12pt 0; break-inside: avoid; }
.facts dt { color: ${palette.muted}; font-size: 7.5pt; }
.facts dd { margin: 0; font-weight: 600; }
svg { display: block; max-width: 100%; height: auto; font-family: "Inter Variable", Inter, system-ui, "Noto Sans", sans-serif; font-variant-numeric: tabular-nums; break-inside: avoid; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 8.5pt; }
table { margin-bottom: 6pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 3pt 8pt 3pt 0; border-top: 0.5pt solid ${palette.hairline}; text-align: left; vertical-align: top; font-weight: 400; }
thead th { border: 0; color: ${palette.muted}; font-size: 7.5pt; vertical-align: bottom; }
tbody th { font-weight: 600; }
.number { text-align: right; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
footer { margin-top: 20pt; padding-top: 6pt; border-top: 0.5pt solid ${palette.hairline}; color: ${palette.muted}; font-size: 7.5pt; }
@media print { html { background: none; } body { max-width: none; padding: 0; } }
@media (width < 560px) { body { padding: 18pt 14pt; } .facts { grid-template-columns: repeat(2, 1fr); } .scroll { overflow-x: auto; } .scroll table { min-width: 440px; } }
`;
