import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runArtisan } from '../../test/run-artisan.ts';

const folder = mkdtempSync(join(tmpdir(), 'artisan-report-'));
const data = { ARTISAN_DATA: join(folder, 'data') };
const twin = join(folder, 'twin.alog');
beforeAll(async () => {
  await runArtisan(['simulate', '--noise', 'off', '--out', twin]);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a file is reported without a station, and the ending of the name tells the format', async () => {
  const [html, pdf] = [join(folder, 'twin.html'), join(folder, 'twin.pdf')];
  const made = await runArtisan(['report', twin, '--out', html, '--unit', 'F', '--json'], data);
  expect(made).toMatchObject({ exitCode: 0, err: '' });
  expect(JSON.parse(made.out)).toMatchObject({ file: html, format: 'html' });
  expect(readFileSync(html, 'utf8')).toMatch(/<svg[\s\S]*°F/);
  expect(await runArtisan(['report', twin, '--out', pdf], data)).toMatchObject({ exitCode: 0 });
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
});

test.each([
  [[], 'name one'],
  [['--day', 'yesterday'], 'write it as'],
  [['absent.alog'], 'absent.alog'],
  [['roast_00000000000000000000000000000001'], ''],
])('report %s is refused in one sentence', async (words, sentence) => {
  const refused = await runArtisan(['report', ...words, '--json'], data);
  expect(refused).toMatchObject({ exitCode: 1, err: '' });
  expect(JSON.parse(refused.out).error.message).toContain(sentence);
});
