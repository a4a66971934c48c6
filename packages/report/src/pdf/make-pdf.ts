import type { Report } from '@artisan-ts/roast';
import PDFDocument from 'pdfkit';
import { columnPt, PageFlow, page, styles, wholeColumn } from '#pdf/page-flow.ts';
import { putBlock, putStamps } from '#pdf/put-block.ts';

/** Longer titles are cut in what the viewer shows above the page; the page has them whole. */
const infoTitleMax = 200;

/** From here on a title is set smaller. */
const longTitle = 90;

/** A report as the bytes of a PDF, A4, its fonts inside. The same report gives the same bytes. */
export async function makePdf(report: Report): Promise<Uint8Array> {
  const made = new Date(report.printed.wallMs);
  const doc = new PDFDocument({
    size: [page.width, page.height],
    margin: 0,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'en',
    displayTitle: true,
    info: {
      Title: [...report.title].slice(0, infoTitleMax).join(''),
      Subject: report.printed.subject,
      Creator: 'Artisan.ts',
      Producer: 'Artisan.ts',
      CreationDate: made,
      ModDate: made,
    },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  putReport(new PageFlow(doc), report);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

function putReport(flow: PageFlow, report: Report): void {
  const isLong = [...report.title].length > longTitle;
  flow.paragraph(report.title, isLong ? styles.longTitle : styles.title, wholeColumn);
  flow.paragraph(report.subtitle, styles.quiet, wholeColumn);
  putStamps(flow, report.stamps);
  for (const [i, block] of report.blocks.entries()) putBlock(flow, block, report.blocks[i + 1]);
  putFeet(flow, report);
}

/** When, by what, of what, and which page of how many. */
function putFeet(flow: PageFlow, { printed }: Report): void {
  const { start, count } = flow.doc.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    flow.doc.switchToPage(start + index);
    const y = page.height - 34;
    flow.hairline(y);
    const number = `${index + 1} of ${count}`;
    const numberPt = flow.type.widthOf(number, styles.small);
    const text = flow.type.cut(
      `${printed.text} \u00b7 ${printed.subject}`,
      styles.small,
      columnPt - numberPt - 16,
    );
    flow.type.draw(text, { x: page.left, y: y + 12 }, styles.small);
    flow.type.draw(number, { x: page.left + columnPt - numberPt, y: y + 12 }, styles.small);
  }
}
