import { requireTool } from '@artisan-ts/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeShot } from './looks.ts';
import { plainRoastFile } from './plain-roast-file.ts';
import type { RunningStation } from './station.ts';
import { type Visit, visitStation } from './visit.ts';

const chromium = requireTool('chromium');
const sizes = [
  ['phone', { width: 390, height: 800 }],
  ['small phone', { width: 360, height: 640 }],
  ['panel', { width: 800, height: 480 }],
] as const;
/** What a gloved finger hits, page pixels. */
const reach = 44;

/** Every screen on a phone and on a small panel, in dark: nothing lies beside the screen, and a glove hits what can be pressed. */
describe.runIf(chromium)('small screens', () => {
  let visit: Visit;
  let station: RunningStation;
  let page: Page;
  let roastId = '';

  beforeAll(async () => {
    visit = await visitStation(chromium, { colorScheme: 'dark' });
    ({ station, page } = visit);
    const answer = await page.request.post(`${station.url}/api/v1/roasts?fileName=a.alog`, {
      headers: { 'content-type': 'application/octet-stream' },
      data: Buffer.from(plainRoastFile()),
    });
    roastId = (await answer.json()).roast.id;
  });

  afterAll(() => visit?.end());

  it.each(sizes)('fit on a %s, with buttons that a glove hits', async (name, size) => {
    await page.setViewportSize(size);
    const roast = `/roasts/${roastId}`;
    const screens = [
      '/',
      '/roasts',
      roast,
      `${roast}/quality`,
      `/compare?roasts=${roastId}`,
    ].concat(
      ['/coffees', '/cuppings', '/consistency', '/machines', '/connect', '/inbox'],
      ['/agents', '/health', '/people', '/settings'],
    );
    const found: Record<string, readonly string[]> = {};
    for (const path of screens) {
      await page.goto(`${station.url}/#${path}`);
      await page.getByRole('button', { name: 'Menu' }).waitFor();
      await expect
        .poll(() => page.getByText(/^(Looking for the station|Reading the roasts?$)/).count())
        .toBe(0);
      await takeShot(page, `${name}-${path.split('?')[0]?.replaceAll('/', '-')}`);
      const wrong = await page.evaluate(misfits, reach);
      if (wrong.length > 0) found[path] = wrong;
    }
    expect(found).toEqual({});
  });
});

/** Runs in the page: what lies beside the screen, and what is too low to be hit. Values of levers are words that also open a field. */
function misfits(reachPx: number): readonly string[] {
  const wide = document.documentElement.scrollWidth > innerWidth ? ['wider than the screen'] : [];
  const pressed = [...document.querySelectorAll('button, a[href], select, header a')];
  const wrong = pressed.flatMap((each) => {
    const { left, right, height, width } = each.getBoundingClientRect();
    const words = (each.getAttribute('aria-label') ?? each.textContent ?? '').slice(0, 30);
    const isInText = getComputedStyle(each).display === 'inline' || words.endsWith(', change');
    if (width === 0 || isInText) return [];
    const isBeside = each.closest('header') !== null && (left < 0 || right > innerWidth + 0.5);
    if (isBeside) return [`${words}: beside the screen`];
    return height < reachPx - 1.5 ? [`${words}: ${height.toFixed(0)} high`] : [];
  });
  return [...wide, ...wrong];
}
