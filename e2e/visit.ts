import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type RunningStation, startStation } from './station.ts';

/** A station of its own, and somebody who looks at it. */
export interface Visit {
  readonly station: RunningStation;
  readonly browser: Browser;
  readonly page: Page;
  /** Closes both; the page may have thrown nothing meanwhile. */
  end(): Promise<void>;
}

/** What is looked at first, and on what: a small screen in light, unless said otherwise. */
interface VisitOptions extends BrowserContextOptions {
  /** What follows the address of the station, such as `/#/roasts`. */
  readonly path?: string;
}

/** Starts a station and opens its page; `chromium` is the path of the browser. */
export async function visitStation(
  chromium: string | null,
  { path = '', ...screen }: VisitOptions = {},
): Promise<Visit> {
  const [station, browser] = await Promise.all([startStation(), launchBrowser(chromium ?? '')]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...screen });
  const page = await context.newPage();
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(error.stack ?? error.message));
  await page.goto(`${station.url}${path}`);
  return {
    station,
    browser,
    page,
    end: async () => {
      await browser.close();
      await station.stop();
      expect(thrown, 'thrown in the page').toEqual([]);
    },
  };
}
