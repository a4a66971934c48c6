import { requireTool } from '@artisan-ts/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stumbles, takeShot } from './looks.ts';
import type { RunningStation } from './station.ts';
import { type Visit, visitStation } from './visit.ts';

const chromium = requireTool('chromium');

/** Somebody looks who works here by themselves, and has a target rehearsed on the twin. */
describe.runIf(chromium)('the agents, in a browser', () => {
  let visit: Visit;
  let station: RunningStation;
  let page: Page;

  beforeAll(async () => {
    visit = await visitStation(chromium);
    ({ station, page } = visit);
  });

  afterAll(() => visit?.end());

  const overflow = () =>
    page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  /** The screen as it is in light, in dark, and on a phone. */
  const looked = async (name: string) => {
    expect(await stumbles(page)).toEqual([]);
    await takeShot(page, name);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await stumbles(page)).toEqual([]);
    await takeShot(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await overflow()).toBe(0);
    expect(await stumbles(page)).toEqual([]);
    await takeShot(page, `${name}-phone`);
    await page.setViewportSize({ width: 1280, height: 720 });
  };

  it('are reached by the menu, and tell what each does, when, how far it may go, and with what', async () => {
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Agents' }).click();
    const reporter = page.getByRole('article', { name: 'Roast report' });
    await expect.poll(() => reporter.innerText()).toContain('Works');
    expect(await reporter.innerText()).toMatch(/level\s+2 of 5\. Recommends/);
    await reporter.getByText('Its tools and limits').click();
    await expect.poll(() => reporter.innerText()).toContain('Analyses a roast.');
    expect(await page.getByRole('article').count()).toBe(4);
    await looked('agents');
  });

  it('say what is wrong with a wish before it is sent', async () => {
    const form = page.getByRole('form', { name: 'Rehearse on the twin' });
    await form.getByLabel('Drop at, m:ss').fill('9:75');
    await expect.poll(() => form.getByRole('alert').innerText()).toContain('such as 9:30');
    expect(await form.getByRole('button', { name: 'Rehearse' }).isDisabled()).toBe(true);
    await form.getByLabel('Drop at, m:ss').fill('');
  });

  it('rehearse a target on the twin, by keyboard, and report in the inbox how often it was met', async () => {
    const form = page.getByRole('form', { name: 'Rehearse on the twin' });
    await form.getByRole('textbox', { name: 'Roasts' }).fill('30');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('heading', { name: 'Inbox' }).isVisible()).toBe(true);
    const report = page.getByRole('region', { name: 'Report' });
    await expect.poll(() => report.isVisible()).toBe(true);
    expect(await report.innerText()).toMatch(/\d+ of 30 met it/);
    expect(await report.innerText()).toMatch(/Target: drop at \d+:\d\d/);
    await page.getByText('How long it took, step by step').click();
    await expect
      .poll(() => page.getByText('Roasts were made on the twin').first().isVisible())
      .toBe(true);
    expect(await page.getByText(/^By sim-roaster@1, under governor@/).isVisible()).toBe(true);
    await looked('inbox-rehearsal');
  });

  it('have their day and time chosen in the settings; what cannot be is refused in words', async () => {
    await page.goto(`${station.url}/#/settings`);
    const drift = page.getByLabel('Look for drift', { exact: true });
    await expect.poll(() => drift.inputValue()).toBe('mon');
    await drift.selectOption('Every Friday');
    await expect.poll(() => page.getByText('Kept.').isVisible()).toBe(true);
    const time = page.getByLabel('Look for drift, time');
    await time.fill('18:30');
    await time.press('Enter');
    await expect.poll(() => time.inputValue()).toBe('18:30');
    const days = page.getByLabel('Keep single readings for, days');
    await days.fill('2');
    await days.press('Enter');
    await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/7/);
    await looked('settings-agents');
    await page.goto(`${station.url}/#/agents`);
    const watcher = page.getByRole('article', { name: 'Watch for drift' });
    await expect.poll(() => watcher.innerText()).toContain('every Friday at 18:30');
  });
});
