import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeId, WallMs } from '@artisan-ts/domain';
import { writeAlog } from '@artisan-ts/formats';
import { requireTool } from '@artisan-ts/testkit';
import { runReferenceRoast, twinMachines, twinRunRecord } from '@artisan-ts/twin';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shots, stumbles, takeShot } from './looks.ts';
import type { RunningStation } from './station.ts';
import { type Visit, visitStation } from './visit.ts';

const chromium = requireTool('chromium');
const roasts = 20;
const dayMs = 86_400_000;
const firstMs = Date.parse('2026-11-02T09:00:00Z');

/** The head roaster compares a month of batches, looks how alike they are, and prints what a customer asked for. Keyboard only. */
describe.runIf(chromium)('comparing and reporting, in a browser', () => {
  let visit: Visit;
  let station: RunningStation;
  let page: Page;

  beforeAll(async () => {
    visit = await visitStation(chromium);
    ({ station, page } = visit);
    for (let number = 1; number <= roasts; number++) await importRoast(station.url, number);
  });

  afterAll(() => visit?.end());

  const shot = (name: string) => takeShot(page, name);
  const accessible = () => stumbles(page);

  it('chooses twenty roasts from the list with the space bar, and compares them with C', async () => {
    await page.goto(`${station.url}/#/roasts`);
    await expect.poll(() => page.getByRole('checkbox').count()).toBe(roasts);
    for (let i = 0; i < roasts; i++) {
      await page.getByRole('checkbox').nth(i).focus();
      await page.keyboard.press('Space');
    }
    await expect
      .poll(() => page.getByRole('button', { name: 'Compare 20' }).isEnabled())
      .toBe(true);
    expect(await accessible()).toEqual([]);
    await page.keyboard.press('c');
    await expect
      .poll(() => page.getByRole('heading', { name: 'Compare 20 roasts' }).isVisible())
      .toBe(true);
    await expect.poll(() => page.locator('main svg path').count()).toBe(2 * roasts);
  });

  it('lays them on each other at first crack with A, and draws ET with E', async () => {
    for (let i = 0; i < 3; i++) await page.keyboard.press('a');
    await expect
      .poll(() =>
        page.getByRole('img', { name: '20 roasts laid on each other at FC start' }).count(),
      )
      .toBe(1);
    await page.keyboard.press('e');
    await expect.poll(() => page.locator('main svg path').count()).toBe(3 * roasts);
    await page.keyboard.press('e');
    await shot('compare-light');
  });

  it('tells of one with the arrow keys when it left the reference, and what preceded that', async () => {
    const detail = page.getByRole('region', { name: 'The roast that is looked at' });
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => detail.innerText()).toContain('The others are held against this one');
    for (let i = 0; i < roasts - 1; i++) await page.keyboard.press('ArrowDown');
    await expect.poll(() => detail.innerText()).toMatch(/left the reference's band|stayed within/);
    expect(await page.locator('tr[aria-current="true"]').count()).toBe(1);
    await shot('compare-looked-light');
    expect(await accessible()).toEqual([]);
  });

  it('holds the others against another with H, and opens it with Enter', async () => {
    await page.keyboard.press('h');
    await expect.poll(() => page.getByRole('row').last().innerText()).toContain('reference');
    await page.emulateMedia({ colorScheme: 'dark' });
    await shot('compare-dark');
    expect(await accessible()).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Phases' }).waitFor();
  });

  it('opens the report of the roast, and prints it to PDF', async () => {
    const report = await page
      .getByRole('link', { name: 'Report', exact: true })
      .getAttribute('href');
    const context = await visit.browser.newContext();
    const paper = await context.newPage();
    const asked: string[] = [];
    paper.on('request', (request) => asked.push(request.url()));
    const answer = await paper.goto(`${station.url}${report}`);
    expect(answer?.status()).toBe(200);
    await expect.poll(() => paper.getByRole('heading', { level: 1 }).innerText()).toMatch(/Batch/);
    expect(await paper.getByRole('img').count()).toBe(1);
    expect(asked).toEqual([`${station.url}${report}`]);
    expect(await stumbles(paper)).toEqual([]);
    const printed = await paper.pdf({ preferCSSPageSize: true });
    expect(printed.subarray(0, 5).toString()).toBe('%PDF-');
    if (shots !== undefined) {
      await paper.screenshot({ path: join(shots, 'report.png'), fullPage: true });
      writeFileSync(join(shots, 'report-printed.pdf'), printed);
    }
    await context.close();
    const pdf = await page.request.get(
      `${station.url}${report}`.replace('format=html', 'format=pdf'),
    );
    expect(pdf.headers()['content-type']).toBe('application/pdf');
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('shows how alike the batches are, in words and against limits', async () => {
    await page.goto(`${station.url}/#/consistency`);
    const card = page.getByRole('article').first();
    await expect.poll(() => card.innerText()).toContain('20 batches');
    expect(await card.innerText()).toMatch(/limits|drift/);
    expect(await accessible()).toEqual([]);
    await shot('consistency-light');
    await page.setViewportSize({ width: 390, height: 844 });
    await shot('consistency-phone');
    const isWithin = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    expect(isWithin).toBe(true);
  });
});

async function importRoast(url: string, number: number): Promise<void> {
  const run = runReferenceRoast(twinMachines.g1, { seed: number, noise: true, leadInS: 30 });
  const record = twinRunRecord(run, {
    id: makeId('roast', number.toString(16).padStart(32, '0')),
    startedWallMs: WallMs(firstMs + number * dayMs),
    utcOffsetS: 0,
  });
  const file = writeAlog(
    { ...record, title: `Batch ${number}`, beans: 'Guji natural' },
    { name: 'e2e', version: '1' },
  );
  const answer = await fetch(`${url}/api/v1/roasts?fileName=batch-${number}.alog`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  if (!answer.ok) throw new Error(await answer.text());
}
