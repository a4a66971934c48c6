import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireTool } from '@artisan-ts/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stumbles, takeShot } from './looks.ts';
import { plainRoastFile } from './plain-roast-file.ts';
import type { RunningStation } from './station.ts';
import { type Visit, visitStation } from './visit.ts';

const chromium = requireTool('chromium');

/** One person, one roast, from the first look to playing it back. The steps build on each other, as in life. */
describe.runIf(chromium)('a roast on the twin, in a browser', () => {
  let visit: Visit;
  let station: RunningStation;
  let page: Page;

  beforeAll(async () => {
    visit = await visitStation(chromium, { viewport: { width: 1920, height: 1080 } });
    ({ station, page } = visit);
  });

  afterAll(() => visit?.end());

  const event = (name: string) =>
    page
      .getByRole('region', { name: 'Events' })
      .getByRole('button', { name: new RegExp(`^${name}`) });
  const readouts = () => page.getByRole('complementary', { name: 'Readouts' });
  const bt = async () =>
    Number(/-?\d+\.\d/.exec(await readouts().getByRole('region', { name: 'BT' }).innerText())?.[0]);
  const btAbove = (limit: number) => expect.poll(bt, { interval: 100 }).toBeGreaterThan(limit);
  /** BT falls from the charge to the turning point before it rises. */
  const pastTurningPoint = () => expect.poll(bt, { interval: 100 }).toBeLessThan(110);
  const shot = (name: string) => takeShot(page, name);

  it('shows the twin preheated and says what to do next', async () => {
    await expect.poll(bt).toBeGreaterThan(195);
    expect(await page.getByText('Charge when ready').isVisible()).toBe(true);
    expect(
      await page
        .getByText(/simulated/)
        .first()
        .isVisible(),
    ).toBe(true);
    await expect.poll(() => page.getByText('Saved', { exact: true }).isVisible()).toBe(true);
    await shot('preheat-light');
  });

  it('lets a person choose the speed before the roast', async () => {
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('radio', { name: '20×' }).click();
    await expect.poll(() => page.getByText(/20×/).first().isVisible()).toBe(true);
    await page.keyboard.press('Escape');
  });

  it('says before the charge what the batch is and who roasts', async () => {
    await page.getByRole('button', { name: /^Batch/ }).click();
    const panel = page.getByRole('dialog', { name: 'Batch' });
    await panel.getByLabel('Profile').fill('Filter, light');
    await panel.getByLabel('Profile').press('Enter');
    await panel.getByLabel('Roasted by').fill('Ada');
    await panel.getByLabel('Roasted by').press('Enter');
    await panel.getByLabel(/^Green in every batch/).fill('1000');
    await panel.getByLabel(/^Green in every batch/).press('Enter');
    await expect
      .poll(() => page.getByRole('button', { name: /^Batch/ }).innerText())
      .toMatch(/Next roast[\s\S]*Filter, light \u00b7 1.00 kg \u00b7 Ada$/);
    await shot('batch');
    await page.keyboard.press('Escape');
    await expect.poll(() => panel.count()).toBe(0);
  });

  it('charges by Space and shows the roast time', async () => {
    await page.keyboard.press('Space');
    await expect.poll(() => event('Charge').innerText()).toContain('0:00');
    await expect
      .poll(() => page.getByRole('region', { name: 'Roast time' }).isVisible())
      .toBe(true);
    await expect.poll(() => event('Dry end').innerText()).toContain('next');
  });

  it('sets a lever of the twin and shows that the machine confirmed it', async () => {
    await page.keyboard.press('r');
    await page.keyboard.type('75');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('button', { name: /Burner 75/ }).isVisible()).toBe(true);
    await expect.poll(() => page.getByText('confirmed').first().isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Air up' }).click();
    await expect.poll(() => page.getByRole('button', { name: /Air 35/ }).isVisible()).toBe(true);
  });

  it('marks by keyboard, undoes by keyboard, and keeps the mistake in the history', async () => {
    await pastTurningPoint();
    await expect
      .poll(() => page.getByRole('region', { name: 'Roast time' }).innerText(), { timeout: 30_000 })
      .toMatch(/Drying[\s\S]*TP \d:\d\d/);
    await shot('drying-light');
    await btAbove(150);
    await page.keyboard.press('Space');
    await expect.poll(() => event('Dry end').innerText()).toMatch(/\d:\d\d/);
    await page.keyboard.press('Control+z');
    await expect.poll(() => event('Dry end').innerText()).toContain('next');
    await page.keyboard.press('Space');
    await expect.poll(() => event('Dry end').innerText()).toMatch(/\d:\d\d/);
    const { items } = await (await fetch(`${station.url}/api/v1/roasts`)).json();
    const dryEnd = items[0].marks.find((mark: { kind: string }) => mark.kind === 'dryEnd');
    expect(dryEnd.history.map((entry: { action: string }) => entry.action)).toEqual([
      'set',
      'undo',
      'set',
    ]);
    await shot('maillard-light');
  });

  it('asks in place when a marked event is pressed again', async () => {
    await event('Dry end').click();
    await page.getByRole('button', { name: 'Move to now' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('button', { name: 'Move to now' }).count()).toBe(0);
  });

  it('keeps a note at this time', async () => {
    await page.keyboard.press('n');
    await page.keyboard.type('smells of bread');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('form', { name: 'Note' }).count()).toBe(0);
  });

  it('marks first crack and drop, and calls the roast closed at cool end', async () => {
    await btAbove(196);
    await page.keyboard.press('Space');
    await expect.poll(() => event('FC start').innerText()).toMatch(/\d:\d\d/);
    const time = page.getByRole('region', { name: 'Roast time' });
    await expect.poll(() => time.innerText()).toMatch(/Development[\s\S]*DTR \d+ %/);
    await expect.poll(() => page.getByText(/^Development will be 15 % at/).isVisible()).toBe(true);
    await shot('development-light');
    await btAbove(207);
    await event('Drop').click();
    await expect.poll(() => event('Drop').innerText()).toMatch(/\d:\d\d/);
    await event('Cool end').click();
    await expect
      .poll(
        async () =>
          (await (await fetch(`${station.url}/api/v1/roasts`)).json()).items[0].closeReason,
      )
      .toBe('coolEnd');
    await expect.poll(() => time.innerText()).toContain('Since drop');
    await shot('closed-light');
  });

  it('still shows the roast that has just ended after the page was loaded again', async () => {
    await page.reload();
    await expect.poll(() => event('Drop').innerText()).toMatch(/\d:\d\d/);
    await expect.poll(() => event('FC start').innerText()).toMatch(/\d:\d\d/);
    await shot('closed-reloaded');
  });

  it('opens the saved roast with cursor, phases and playback', async () => {
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Saved roasts' }).click();
    await shot('list-light');
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.getByRole('region', { name: 'Phases' }).waitFor();
    const cursor = page.getByRole('region', { name: 'At the cursor' });
    const before = await cursor.innerText();
    await page
      .getByRole('region', { name: 'Playback' })
      .getByRole('combobox')
      .selectOption({ label: '20×' });
    await page.keyboard.press('Space');
    await expect.poll(() => cursor.innerText()).not.toBe(before);
    await expect.poll(() => page.getByText('smells of bread').count()).toBeGreaterThan(0);
    await shot('saved-light');
  });

  it('takes both weights and shows the loss', async () => {
    const weights = page.getByRole('region', { name: 'Weights' });
    await weights.getByRole('textbox').nth(0).fill('1000');
    await weights.getByRole('textbox').nth(0).press('Enter');
    await weights.getByRole('textbox').nth(1).fill('850');
    await weights.getByRole('textbox').nth(1).press('Enter');
    await expect.poll(() => weights.innerText()).toContain('15.0');
  });

  it('exports the roast as .alog', async () => {
    const download = page.waitForEvent('download');
    await page.getByText('Export').first().click();
    expect((await download).suggestedFilename()).toMatch(/\.alog$/);
  });

  it('puts the saved roast behind the next one', async () => {
    await page.goto(`${station.url}/#/`);
    await page.getByRole('button', { name: /^Reference/ }).click();
    await page.getByRole('dialog').getByRole('listitem').first().getByRole('button').click();
    await page.keyboard.press('Escape');
    await expect.poll(bt).toBeGreaterThan(190);
    await page.keyboard.press('Space');
    await expect.poll(() => page.getByText(/to reference/).count()).toBeGreaterThan(0);
    // The drum is still hot from the batch before: BT turns higher than in the first one.
    await expect.poll(bt, { interval: 100 }).toBeLessThan(160);
    await btAbove(165);
    await shot('reference-light');
  });

  it('moves the reference by arrow keys while no lever is selected, and says by how much', async () => {
    const reference = page.getByRole('button', { name: /^Reference/ });
    await page.keyboard.press('Escape');
    for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowUp');
    await expect.poll(() => reference.innerText()).toMatch(/\+3 °C$/);
    await shot('reference-moved');
    for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowDown');
    await expect.poll(() => reference.innerText()).not.toMatch(/°C$/);
    await page.keyboard.press('r');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => reference.innerText()).not.toMatch(/°C$/);
    await page.keyboard.press('ArrowDown');
  });

  it('reads in Fahrenheit without touching the data', async () => {
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('radio', { name: '°F' }).click();
    await page.keyboard.press('Escape');
    await btAbove(330);
    await shot('reference-fahrenheit');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('radio', { name: '°C' }).click();
    await page.getByRole('radio', { name: 'Dark' }).click();
    await page.keyboard.press('Escape');
    await shot('reference-dark');
    await page.setViewportSize({ width: 1280, height: 720 });
    await shot('reference-dark-1280x720');
    await page.setViewportSize({ width: 1920, height: 1080 });
  });

  it('goes on by itself when the station was killed, with the same roast', async () => {
    const before = await openRoast(station.url);
    await station.kill();
    await expect
      .poll(() =>
        page
          .getByText(/station/i)
          .first()
          .isVisible(),
      )
      .toBe(true);
    await station.restart();
    await expect.poll(() => openRoast(station.url)).toEqual(before);
    await expect.poll(bt).toBeGreaterThan(0);
  });

  it('has nothing that a screen reader stumbles over', async () => {
    expect(await stumbles(page)).toEqual([]);
  });

  it('logs gas by hand on a machine with no interface', async () => {
    const file = join(station.dataFolder, 'plain.alog');
    writeFileSync(file, plainRoastFile());
    await page.goto(`${station.url}/#/connect`);
    await page.getByLabel('Brand or model').fill('recorded');
    await page.keyboard.press('Enter');
    await page.getByLabel(/^File/).fill(file);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Name of the machine').fill('Old drum');
    await page.getByRole('checkbox', { name: 'Gas' }).check();
    await page.getByRole('combobox', { name: 'Unit of Gas' }).selectOption('kPa');
    await page.getByRole('button', { name: 'Add this machine' }).click();
    await expect.poll(() => readouts().isVisible()).toBe(true);
    expect(
      await page
        .getByText(/Old drum/)
        .first()
        .isVisible(),
    ).toBe(true);
    await expect.poll(bt).toBeGreaterThan(0);
    await page.keyboard.press('r');
    await page.keyboard.type('2.4');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('button', { name: /Gas 2.4 kPa/ }).isVisible())
      .toBe(true);
    expect(await page.getByText('logged by hand').first().isVisible()).toBe(true);
    await shot('logged-gas-dark');
  });
});

async function openRoast(url: string): Promise<string | null> {
  try {
    const { items } = await (await fetch(`${url}/api/v1/machines`)).json();
    return items[0].roastId;
  } catch {
    return null;
  }
}
