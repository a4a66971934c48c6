import { WallMs } from '@artisan-ts/domain';
import type { Report } from '@artisan-ts/roast';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportHtml } from '#html/page.ts';
import { makePdf } from '#pdf/make-pdf.ts';
import { reportPdf } from '#pdf/report-pdf.ts';

function report(text: string, rows = 1): Report {
  const cells = Array.from({ length: rows }, (_, i) => [text, String(i)]);
  return {
    title: text,
    subtitle: text,
    stamps: [{ word: text, meaning: text, isUnsure: true }],
    blocks: [
      { kind: 'heading', text },
      { kind: 'text', text, isQuiet: false },
      { kind: 'notice', text },
      { kind: 'facts', facts: [{ label: text, value: text }] },
      {
        kind: 'table',
        columns: [
          { label: text, isNumber: false, share: 1 },
          { label: 'n', isNumber: true, share: 1 },
        ],
        rows: cells,
      },
      {
        kind: 'drawing',
        drawing: {
          widthPt: 100,
          heightPt: 50,
          label: text,
          items: [
            { shape: 'path', d: 'M0 0L10 10', stroke: 'bt' },
            {
              shape: 'text',
              x: 5,
              y: 5,
              text,
              sizePt: 7,
              isBold: true,
              anchor: 'middle',
              ink: 'ink',
            },
          ],
        },
      },
    ],
    printed: { wallMs: WallMs(1_795_774_320_000), text, subject: text },
  };
}

const pages = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length ?? 0;

describe('HTML', () => {
  const markup = reportHtml(report('')).match(/<[a-z/!]/g)?.length ?? 0;

  it('never takes what a person wrote for markup', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc
            .array(fc.constantFrom('<script>', '"', "'", '>', '</h1>', '&lt;', 'onload=', '\u0000'))
            .map((parts) => parts.join('')),
        ),
        (text) => {
          // A title from some length on has a class; that changes no tag.
          expect(reportHtml(report(text)).match(/<[a-z/!]/g)?.length).toBe(markup);
        },
      ),
    );
  });

  it('fetches nothing', () => {
    expect(reportHtml(report('x'))).not.toMatch(/https?:|src=|@import|url\(/);
  });

  it('is the same for the same report', () => {
    expect(reportHtml(report('Guji'))).toBe(reportHtml(report('Guji')));
  });
});

describe('PDF', () => {
  it('is the same for the same report, in this thread and in its own', async () => {
    const one = await makePdf(report('Guji'));
    expect(Buffer.compare(await makePdf(report('Guji')), one)).toBe(0);
    expect(Buffer.compare(await reportPdf(report('Guji')), one)).toBe(0);
  });

  it('is dated by the time that was passed in', async () => {
    expect(Buffer.from(await makePdf(report('Guji'))).toString('latin1')).toContain(
      'D:20261127101200Z',
    );
  });

  it.each([
    ['Latin, Greek and Cyrillic', 'Łódź Ψηφίο Кофе Việt'],
    ['scripts that Inter does not have', '中文咖啡 日本語 한국어 ไทย עברית ☕ 🫘'],
    ['300 letters without a space', 'W'.repeat(300)],
    ['nothing', ''],
    ['broken text', '\ud800 \u0000\u0007 \u200d\ufe0f\t\r\n'],
  ])('sets %s', async (_, text) => {
    const pdf = await makePdf(report(text));
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    expect(pages(pdf)).toBeGreaterThan(0);
  });

  it('sets a long table on as many pages as it needs, each with its number', async () => {
    expect(pages(await makePdf(report('row', 10)))).toBe(1);
    expect(pages(await makePdf(report('row', 100)))).toBeGreaterThan(2);
  });
});
