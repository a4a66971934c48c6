import { requireTool } from '@artisan-ts/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stumbles, takeShot } from './looks.ts';
import type { RunningStation } from './station.ts';
import { type Visit, visitStation } from './visit.ts';

const chromium = requireTool('chromium');

/** Somebody looks at what the station did by itself, and decides what waits. */
describe.runIf(chromium)('the inbox, in a browser', () => {
  let visit: Visit;
  let station: RunningStation;
  let page: Page;
  let thinId: string;

  beforeAll(async () => {
    visit = await visitStation(chromium);
    ({ station, page } = visit);
  });

  afterAll(() => visit?.end());

  const shot = (name: string) => takeShot(page, name);
  const accessible = () => stumbles(page);
  const visible = (text: string | RegExp) => page.getByText(text).first().isVisible();
  const ask = async (path: string, data: unknown = undefined) => {
    const answer = await page.request.post(`${station.url}/api/v1${path}`, {
      headers: { 'idempotency-key': crypto.randomUUID() },
      ...(data === undefined ? {} : { data }),
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  const machine = async () => {
    const { items } = await (await page.request.get(`${station.url}/api/v1/machines`)).json();
    return items[0].id as string;
  };
  /** A roast that is over before it has begun: too thin to be judged. */
  const thinRoast = async () => {
    const id = await machine();
    await ask(`/machines/${id}/marks`, { kind: 'charge', action: 'set' });
    const { id: roastId } = await ask(`/machines/${id}/roast/close`);
    return roastId as string;
  };

  it('says what will be there while nothing was done yet, and is reached by the key I', async () => {
    await expect.poll(() => visible('Saved')).toBe(true);
    await page.keyboard.press('i');
    await expect.poll(() => page.getByRole('heading', { name: 'Inbox' }).isVisible()).toBe(true);
    await expect.poll(() => visible('Nothing waits for you.')).toBe(true);
    expect(await visible(/Nothing yet. After the first roasts/)).toBe(true);
    expect(await accessible()).toEqual([]);
    await shot('inbox-empty');
  });

  it('tells on every screen that a thin roast waits, and why in words', async () => {
    await page.goto(`${station.url}/#/roasts`);
    thinId = await thinRoast();
    const count = page.getByTitle('Inbox');
    await expect.poll(() => count.innerText()).toContain('1 waits for you');
    await page.goto(`${station.url}/#/`);
    await expect.poll(() => count.innerText()).toContain('1 waits for you');
    await shot('roast-with-inbox');
    await count.click();
    await expect.poll(() => visible('The roast was too short to be judged.')).toBe(true);
    expect(await visible('The roast has too few readings to be judged.')).toBe(true);
    expect(await visible('Quarantined')).toBe(true);
    await expect.poll(() => visible('Asked for. The roast has too few readings')).toBe(true);
    expect(await accessible()).toEqual([]);
    await shot('inbox-quarantined');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => visible('Quarantined')).toBe(true);
    expect(await accessible()).toEqual([]);
    await shot('inbox-quarantined-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 420, height: 800 });
    await shot('inbox-quarantined-small');
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  it('is released by somebody who signed in: before there are people it says so', async () => {
    await page.getByRole('button', { name: 'Release' }).click();
    const alert = page.getByRole('alert');
    await expect.poll(() => alert.innerText()).toContain('somebody must be signed in');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Make the first person' }).click();
    await expect.poll(() => visible('What each role may do')).toBe(true);
    expect(await accessible()).toEqual([]);
    await shot('people-first-run');
    const form = page.getByRole('form', { name: 'The first person' });
    await form.getByLabel('Name').fill('Ada');
    await form.getByLabel('PIN, 4 to 12 digits').fill('2468');
    await form.getByLabel('PIN again').fill('2468');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('article', { name: 'Ada' }).isVisible()).toBe(true);
  });

  it('releases it in two presses: the count, and Release; the report then comes by itself', async () => {
    await page.goto(`${station.url}/#/`);
    await page.getByTitle('Inbox').click();
    await page.getByRole('button', { name: 'Release' }).click();
    await expect.poll(() => visible(/Released: Roast report of/)).toBe(true);
    await expect.poll(() => page.getByTitle('Inbox').isVisible()).toBe(false);
    await page.getByRole('radio', { name: 'Done' }).click();
    await expect.poll(() => visible('Finished; the result is stored')).toBe(true);
    expect(await visible('Released.')).toBe(true);
    expect(await visible(/^Ada, /)).toBe(true);
    expect(await accessible()).toEqual([]);
    await shot('inbox-done');
  });

  it('is reached from the review of the roast, and leads to the roast and its report', async () => {
    await page.goto(`${station.url}/#/roasts/${thinId}`);
    const report = page.getByRole('region', { name: 'Report of the station' });
    await expect.poll(() => report.innerText()).toContain('Done');
    await shot('saved-with-station-report');
    await report.getByRole('link').click();
    await expect.poll(() => page.getByRole('region', { name: 'Report' }).isVisible()).toBe(true);
    expect(page.url()).toContain('mission=');
    const printed = page.getByRole('link', { name: 'Report to print' });
    expect(await printed.getAttribute('href')).toContain(`/roasts/${thinId}/report`);
    await page.getByRole('link', { name: 'Look at the roast' }).click();
    await expect.poll(() => page.getByLabel('Title').isVisible()).toBe(true);
  });

  it('rejects by key and takes it back by one press; rejected for good it says who', async () => {
    await thinRoast();
    await page.goto(`${station.url}/#/inbox`);
    const release = page.getByRole('button', { name: 'Release' });
    await expect.poll(() => release.isVisible()).toBe(true);
    await page.keyboard.press('x');
    await expect.poll(() => visible(/^Rejected: /)).toBe(true);
    expect(await release.isVisible()).toBe(false);
    await page.keyboard.press('z');
    await expect.poll(() => release.isVisible()).toBe(true);
    await page.keyboard.press('x');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.url()).toMatch(/#\/$/);
    await page.goto(`${station.url}/#/inbox`);
    await page.getByRole('radio', { name: 'Ended' }).click();
    await expect.poll(() => visible('Rejected. A person said no.')).toBe(true);
    await shot('inbox-ended');
  });

  it('shows the rules with their meaning, and what was gained', async () => {
    await page.getByText('Rules by which missions run or wait').click();
    await expect
      .poll(() => visible('A roast needs at least so many readings for work on it'))
      .toBe(true);
    expect(await visible('60 readings')).toBe(true);
    const gains = page.getByRole('region', { name: 'What you gained' });
    await expect.poll(() => gains.innerText()).toContain('0 of 2');
    expect(await gains.innerText()).toContain('not known');
    await gains.getByLabel(/A report by hand/).fill('5');
    await expect.poll(() => gains.innerText()).not.toContain('not known');
    expect(await accessible()).toEqual([]);
    await shot('inbox-rules');
  });
});
