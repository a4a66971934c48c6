import { readFileSync } from 'node:fs';
import { requireTool } from '@artisan-ts/testkit';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { startStation } from './station.ts';
const chromium = requireTool('chromium');
it.runIf(chromium)('shot', async () => {
  const station = await startStation();
  const browser = await launchBrowser(chromium ?? '');
  try {
    for (const [n, size] of [['a', { width: 1920, height: 1080 }], ['b', { width: 1280, height: 720 }]] as const) {
      const name = 'hypersprite-16.alog';
      const res = await fetch(`${station.url}/api/v1/roasts?fileName=${name}`, { method: 'POST', body: readFileSync(`/work/shared/data/roasts/${name}`), headers: { 'content-type': 'application/octet-stream' } });
      const body = await res.json();
      const id = body.roast?.id ?? (await (await fetch(`${station.url}/api/v1/roasts`)).json()).items[0].id;
      const page = await (await browser.newContext({ viewport: size, colorScheme: n === 'b' ? 'dark' : 'light' })).newPage();
      await page.goto(`${station.url}/#/roasts/${id}`);
      await page.waitForTimeout(4000); await page.screenshot({ path: '/tmp/review-first.png' }); console.log(await page.locator('body').innerText());
      await page.getByRole('heading', { name: 'Review' }).scrollIntoViewIfNeeded();
      await page.evaluate(() => document.querySelector('[aria-label="Review"]')?.scrollIntoView());
      await page.screenshot({ path: `/tmp/review-${n}.png` });
      const axe = await new AxeBuilder({ page }).analyze();
      console.log(n, axe.violations.map((v) => v.id + ' ' + v.nodes.map((x) => x.html).join('|').slice(0, 300)));
    }
    expect(1).toBe(1);
  } finally { await browser.close(); await station.stop(); }
}, 120000);
