export { reportHtml } from '#html/page.ts';
export { reportPdf } from '#pdf/report-pdf.ts';
