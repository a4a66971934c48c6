import { requireTool } from '@artisan-ts/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stumbles, takeShot } from './looks.ts';
import { plainRoastFile } from './plain-roast-file.ts';
import type { RunningStation } from './station.ts';
import { type Visit, visitStation } from './visit.ts';

const chromium = requireTool('chromium');
/** With an id of its own, by which it is known again. */
const text = plainRoastFile().replace('{', `{'roastUUID': '${'0123456789abcdef'.repeat(2)}', `);
const file = { name: 'plain.alog', mimeType: 'text/plain', buffer: Buffer.from(text) };

/** Somebody keeps order among the roasts and the devices: finds, imports twice, deletes and takes it back. */
describe.runIf(chromium)('saved roasts and devices, in a browser', () => {
  let visit: Visit;
  let station: RunningStation;
  let page: Page;

  beforeAll(async () => {
    visit = await visitStation(chromium, { path: '/#/roasts' });
    ({ station, page } = visit);
  });

  afterAll(() => visit?.end());

  const shot = (name: string) => takeShot(page, name);
  const accessible = () => stumbles(page);
  const visible = (text: string | RegExp) => page.getByText(text).first().isVisible();

  it('a file that is stored already leads to its roast', async () => {
    await page.getByLabel('Roast file').setInputFiles(file);
    await expect.poll(() => page.getByLabel('Title').isVisible()).toBe(true);
    const address = page.url();
    await page.goto(`${station.url}/#/roasts`);
    await page.getByLabel('Roast file').setInputFiles(file);
    await expect.poll(() => page.url()).toBe(address);
  });

  it('a roast is found by its words, and words that no roast has say so', async () => {
    await page.getByLabel('Title').fill('Nyeri Peaberry');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByLabel('Title').inputValue()).toBe('Nyeri Peaberry');
    await page.goto(`${station.url}/#/roasts`);
    const search = page.getByLabel('Search roasts');
    await search.fill('peaberry nyeri');
    await expect
      .poll(() => page.getByRole('link', { name: 'Nyeri Peaberry' }).isVisible())
      .toBe(true);
    await search.fill('sidamo');
    await expect.poll(() => visible(/No roast has the words/)).toBe(true);
    await search.fill('');
    await page.getByRole('link', { name: 'Nyeri Peaberry' }).click();
  });

  it('the way back from a roast is one step, by the browser and by the bar', async () => {
    await expect.poll(() => page.getByLabel('Title').isVisible()).toBe(true);
    const address = page.url();
    await page.goBack();
    await expect.poll(() => page.getByLabel('Search roasts').isVisible()).toBe(true);
    await page.goto(address);
    await page.getByRole('link', { name: 'Saved roasts' }).click();
    await expect.poll(() => page.getByLabel('Search roasts').isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Nyeri Peaberry' }).click();
  });

  it('is reviewed in numbers and in words', async () => {
    const review = page.getByRole('region', { name: 'Review' });
    const words = () => review.innerText();
    await expect.poll(words).toContain('The roast has no drop');
    expect(await words()).toContain('15 s behind');
    expect(await accessible()).toEqual([]);
    await shot('saved-review');
  });

  it('is deleted by one press and restored by one, at once or from the deleted ones', async () => {
    await page.getByRole('button', { name: 'Delete this roast' }).click();
    await expect.poll(() => visible(/^Deleted .* Nothing of it is lost/)).toBe(true);
    expect(await accessible()).toEqual([]);
    await shot('saved-deleted');
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect
      .poll(() => page.getByRole('button', { name: 'Delete this roast' }).isVisible())
      .toBe(true);
    await page.getByRole('button', { name: 'Delete this roast' }).click();
    await expect.poll(() => visible(/Nothing of it is lost/)).toBe(true);
    await page.goto(`${station.url}/#/roasts`);
    await expect
      .poll(() => page.getByRole('link', { name: 'Nyeri Peaberry' }).isVisible())
      .toBe(false);
    await page.getByRole('button', { name: 'Deleted roasts' }).click();
    await expect
      .poll(() => page.getByRole('link', { name: 'Nyeri Peaberry' }).isVisible())
      .toBe(true);
    expect(await accessible()).toEqual([]);
    await shot('list-deleted');
    await page.getByRole('link', { name: 'Nyeri Peaberry' }).click();
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.goto(`${station.url}/#/roasts`);
    await expect
      .poll(() => page.getByRole('link', { name: 'Nyeri Peaberry' }).isVisible())
      .toBe(true);
  });

  it('a second device is added by keyboard, with what is wrong beside its field, and removed with undo', async () => {
    await page.goto(`${station.url}/#/machines`);
    await page.getByRole('link', { name: 'Add a device' }).focus();
    await page.keyboard.press('Enter');
    const heading = page.getByRole('heading', { name: /^Add a device to/ });
    await expect.poll(() => heading.isVisible()).toBe(true);
    await expect.poll(() => page.getByLabel('Brand or model').isVisible()).toBe(true);
    await page.getByLabel('Brand or model').focus();
    await page.keyboard.type('tc4');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Test the connection' }).press('Enter');
    await expect.poll(() => page.getByText('Wanted, to find the device.').isVisible()).toBe(true);
    await page.keyboard.type('/dev/not-there');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Go on without readings' }).press('Enter');
    await page.getByRole('button', { name: 'Add this device' }).press('Enter');
    const devices = page.getByRole('region', { name: /^Devices of/ });
    await expect.poll(() => devices.getByText(/BT 2, ET 2/).isVisible()).toBe(true);
    expect(await accessible()).toEqual([]);
    await shot('machines-two-devices');
    await devices.getByRole('button', { name: /^Remove .*BT 2/ }).click();
    await expect.poll(() => devices.getByText(/is no longer read/).isVisible()).toBe(true);
    await devices.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => devices.getByText(/BT 2, ET 2/).isVisible()).toBe(true);
  });

  it('the keys of the roast are one press away from any screen, and Escape puts them away', async () => {
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: /^Keys/ }).click();
    const keys = page.getByRole('region', { name: 'Keys' });
    await expect.poll(() => keys.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => keys.count()).toBe(0);
  });
});
