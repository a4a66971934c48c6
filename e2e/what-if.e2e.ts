import { requireTool } from '@artisan-ts/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stumbles, takeShot } from './looks.ts';
import type { RunningStation } from './station.ts';
import { type Visit, visitStation } from './visit.ts';

const chromium = requireTool('chromium');

/** Somebody asks the twin about a roast that goes on, and about the same when it is over. */
describe.runIf(chromium)('what if, in a browser', () => {
  let visit: Visit;
  let station: RunningStation;
  let page: Page;
  let machineId: string;

  const post = async (path: string, body: object) => {
    const answer = await fetch(`${station.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as { readonly id: string };
  };

  beforeAll(async () => {
    visit = await visitStation(chromium);
    ({ station, page } = visit);
    const settings = { machine: 'g1', speed: 20 };
    machineId = (await post('/machines', { name: 'Quick twin', driver: 'twin', settings })).id;
    await page.reload();
    await page.getByRole('button', { name: /Twin/ }).first().click();
    await page.getByRole('button', { name: /Quick twin/ }).click();
  });

  afterAll(() => visit?.end());

  const shot = (name: string) => takeShot(page, name);
  const panel = () => page.getByRole('dialog', { name: 'What if' });
  const said = () => panel().innerText();

  it('a roast that goes on is forecast with a lever elsewhere, once the twin has learnt the machine', async () => {
    await post(`/machines/${machineId}/marks`, { kind: 'charge', action: 'set' });
    await post(`/machines/${machineId}/levers`, { lever: 'burner', value: 70 });
    await expect.poll(() => page.getByRole('button', { name: /^What if/ }).isVisible()).toBe(true);
    await page.keyboard.press('p');
    await expect.poll(said).toContain('Nothing moves on the machine');
    await panel().getByLabel(/^To/).fill('40');
    await page.keyboard.press('Enter');
    await expect.poll(said).toMatch(/not yet 60 s past its turning point|learning this machine/);
    await panel().waitFor({ state: 'hidden', timeout: 90_000 });
    await page.getByRole('button', { name: 'What if: Burner 40 %' }).click();
    await expect.poll(said).toMatch(/At \d+:\d\d: [\d.]+ °C, between/);
    expect(await said()).toContain('The twin knows this machine well');
    expect(await stumbles(page)).toEqual([]);
    await shot('what-if-panel');
    await page.keyboard.press('Escape');
    await shot('what-if-live');
  });

  it('Esc takes the prediction away, and the burner has not moved', async () => {
    await page.getByRole('main', { name: 'Roast' }).click();
    await page.keyboard.press('Escape');
    await expect
      .poll(() => page.getByRole('button', { name: 'What if P', exact: true }).isVisible())
      .toBe(true);
    await expect
      .poll(() => page.getByRole('button', { name: 'Burner 70 %' }).isVisible())
      .toBe(true);
  });

  it('a finished roast is asked about where the cursor stands', async () => {
    const readouts = page.getByRole('complementary', { name: 'Readouts' });
    const bt = () => readouts.getByRole('region', { name: 'BT' }).innerText();
    const btC = async () => Number(/\d+\.\d/.exec(await bt())?.[0]);
    // The twin says nothing of beans that were hardly roasted.
    await expect.poll(btC).toBeGreaterThan(195);
    await post(`/machines/${machineId}/marks`, { kind: 'drop', action: 'set' });
    const { id } = await post(`/machines/${machineId}/roast/close`, {});
    await page.goto(`${station.url}/#/roasts/${id}`);
    await expect.poll(() => page.getByRole('button', { name: /^What if/ }).isVisible()).toBe(true);
    await page.keyboard.press('p');
    await panel().getByLabel(/^To/).fill('95');
    await panel().getByLabel('From').fill('3:00');
    await page.keyboard.press('Enter');
    await panel().waitFor({ state: 'hidden', timeout: 90_000 });
    await page.getByRole('button', { name: 'What if: Burner 95 % from 3:00' }).click();
    await expect.poll(said).toMatch(/instead of [\d.]+\./);
    await page.keyboard.press('Escape');
    await shot('what-if-saved');
  });

  it('a lever that does not go so far is said before anything is asked', async () => {
    await page.getByRole('button', { name: /^What if/ }).click();
    await panel().getByLabel(/^To/).fill('130');
    expect(await panel().getByRole('button', { name: /^Show/ }).isDisabled()).toBe(true);
  });
});
