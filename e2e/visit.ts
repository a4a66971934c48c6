import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { type RunningStation, startStation } from './station.ts';

/** A station of its own, and somebody who looks at it on a small screen. */
export interface Visit {
  readonly station: RunningStation;
  readonly browser: Browser;
  readonly page: Page;
}

/** Starts a station and opens its page; `chromium` is the path of the browser. */
export async function visitStation(chromium: string | null): Promise<Visit> {
  const station = await startStation();
  const browser = await launchBrowser(chromium ?? '');
  const page = await (
    await browser.newContext({ viewport: { width: 1280, height: 720 } })
  ).newPage();
  await page.goto(station.url);
  return { station, browser, page };
}
