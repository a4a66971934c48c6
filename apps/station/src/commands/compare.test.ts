import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runArtisan } from '../../test/run-artisan.ts';

const folder = mkdtempSync(join(tmpdir(), 'artisan-compare-'));
const files = [1, 2].map((seed) => join(folder, `twin-${seed}.alog`));
beforeAll(async () => {
  for (const [i, file] of files.entries()) {
    await runArtisan(['simulate', '--seed', String(i + 1), '--out', file]);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test('files are compared without a station, each with the first', async () => {
  const compared = await runArtisan(['compare', ...files, '--align', 'fcStart', '--json']);
  expect(compared).toMatchObject({ exitCode: 0, err: '' });
  const { align, referenceId, roasts } = JSON.parse(compared.out);
  expect([align, referenceId]).toEqual(['fcStart', roasts[0].id]);
  expect(roasts[0].deviation).toBeNull();
  expect(roasts[1].deviation.rmseC).toBeGreaterThan(0);
  expect(roasts[1].marks.find(({ kind }: { kind: string }) => kind === 'fcStart').timeS).toBe(0);
});

test('for people it is a table in the unit they read', async () => {
  const { out } = await runArtisan(['compare', ...files, '--unit', 'F']);
  expect(out).toContain('Drop temperature, °F');
  expect(out).toMatch(/Aligned at charge/);
});

test.each([
  [['absent.alog'], 'absent.alog'],
  [['a.alog', 'roast_00000000000000000000000000000001'], 'compare files with files'],
])('compare %s is refused', async (words, sentence) => {
  const refused = await runArtisan(['compare', ...words, '--json'], {
    ARTISAN_DATA: join(folder, 'data'),
  });
  expect(refused.exitCode).toBe(1);
  expect(JSON.parse(refused.out).error.message).toContain(sentence);
});
