import { requireTool } from '@artisan-ts/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stumbles, takeShot } from './looks.ts';
import type { RunningStation } from './station.ts';
import { type Visit, visitStation } from './visit.ts';

const chromium = requireTool('chromium');

/** Somebody looks what is wrong, and chooses what holds for the station. By keyboard where a hand may be in a glove. */
describe.runIf(chromium)('health and settings, in a browser', () => {
  let visit: Visit;
  let station: RunningStation;
  let page: Page;

  beforeAll(async () => {
    visit = await visitStation(chromium);
    ({ station, page } = visit);
  });

  afterAll(() => visit?.end());

  const shot = (name: string) => takeShot(page, name);
  const accessible = () => stumbles(page);

  it('are reached by the key H, and say when all is well', async () => {
    await expect.poll(() => page.getByText('Saved', { exact: true }).isVisible()).toBe(true);
    await page.keyboard.press('h');
    await expect.poll(() => page.getByRole('heading', { name: 'Health' }).isVisible()).toBe(true);
    await expect
      .poll(() =>
        page
          .getByText(/All is well|to look at/)
          .first()
          .isVisible(),
      )
      .toBe(true);
    expect(await accessible()).toEqual([]);
    await shot('health-well');
  });

  it('say what is wrong with a machine that is not there, and what to do', async () => {
    const response = await page.request.post(`${station.url}/api/v1/machines`, {
      headers: { 'idempotency-key': 'a-board-that-is-not-there' },
      data: { name: 'Far board', driver: 'tc4', settings: { port: '/dev/not-there' } },
    });
    expect(response.status()).toBe(201);
    const finding = page.getByRole('article', { name: 'Far board' });
    await expect.poll(() => finding.isVisible()).toBe(true);
    expect(await finding.innerText()).toContain('/dev/not-there');
    expect(await page.getByText('One thing to look at').isVisible()).toBe(true);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessible()).toEqual([]);
    await shot('health-wrong-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 420, height: 800 });
    await shot('health-wrong-small');
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  it('are one touch away from the roast, with a count of what wants a look', async () => {
    await page.goto(`${station.url}/#/`);
    const state = page.getByTitle('Health of the station');
    await expect.poll(() => state.innerText()).toContain('to look at');
    await shot('roast-with-finding');
    await state.click();
    await expect
      .poll(() => page.getByRole('article', { name: 'Far board' }).isVisible())
      .toBe(true);
  });

  it('keep a setting, undo it, and refuse a folder that cannot be written', async () => {
    await page.goto(`${station.url}/#/settings`);
    const days = page.getByLabel('Keep single readings for, days');
    await expect.poll(() => days.inputValue()).toBe('90');
    await days.fill('30');
    await days.press('Enter');
    await expect.poll(() => page.getByText('Kept.').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => days.inputValue()).toBe('90');
    await days.fill('soon');
    await days.press('Enter');
    const alert = page.getByRole('alert');
    await expect
      .poll(() => alert.innerText())
      .toMatch(/give a whole number of days from 7 to 3650$/);
    await days.press('Escape');
    const folder = page.getByLabel(/Save every closed roast/);
    await folder.fill('/proc/no-such-place');
    await folder.press('Enter');
    await expect.poll(() => alert.innerText()).toContain('/proc/no-such-place');
    expect(await folder.inputValue()).toBe('/proc/no-such-place');
    expect(await accessible()).toEqual([]);
    await shot('settings');
  });

  it('name the tab after the screen, and lead back from an address that is none', async () => {
    await page.goto(`${station.url}/#/health`);
    await expect.poll(() => page.title()).toBe('Health \u00b7 Artisan');
    await page.goto(`${station.url}/#/no/such/place`);
    await expect.poll(() => page.title()).toBe('No such screen \u00b7 Artisan');
    expect(await page.getByRole('alert').innerText()).toContain('/no/such/place');
    expect(await accessible()).toEqual([]);
    await shot('no-such-screen');
    await page.getByRole('link', { name: 'Roast' }).click();
    await expect.poll(() => page.title()).toBe('Next roast \u00b7 Artisan');
  });
});
