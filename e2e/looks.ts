import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Where pictures of the screens go, for a person to look at; undefined takes none. */
export const shots = process.env['ARTISAN_SHOTS'];

/** Takes a picture of a page. */
export async function takeShot(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage });
}

/** What a screen reader would stumble over, and where: empty when all is well. */
export async function stumbles(page: Page): Promise<readonly { id: string; on: string[] }[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => ({ id, on: nodes.map(({ html }) => html) }));
}
