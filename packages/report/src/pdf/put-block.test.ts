import PDFDocument from 'pdfkit';
import { expect, it, vi } from 'vitest';
import { PageFlow, page } from '#pdf/page-flow.ts';
import { putBlock } from '#pdf/put-block.ts';

it('sets nothing below the foot of a page, however much somebody wrote into a cell', () => {
  const flow = new PageFlow(
    new PDFDocument({ size: [page.width, page.height], margin: 0, bufferPages: true }),
  );
  const draw = vi.spyOn(flow.type, 'draw').mockReturnValue();
  const long = 'beans from far away '.repeat(50_000);
  putBlock(flow, { kind: 'facts', facts: [{ label: long, value: long }] });
  const columns = [
    { label: long, isNumber: false, share: 1 },
    { label: 'n', isNumber: true, share: 5 },
  ];
  putBlock(flow, { kind: 'table', columns, rows: Array(9).fill([long, '1']) });
  for (const text of [long, 'W'.repeat(1_000_000)]) {
    putBlock(flow, { kind: 'text', text, isQuiet: false });
    putBlock(flow, { kind: 'notice', text });
  }
  const lowest = Math.max(...draw.mock.calls.map(([, { y }]) => y));
  expect(lowest).toBeLessThanOrEqual(page.height - page.bottom);
  expect(draw.mock.calls.filter(([text]) => text.endsWith('\u2026')).length).toBeGreaterThan(9);
});
