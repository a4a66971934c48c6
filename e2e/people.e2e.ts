import { requireTool } from '@artisan-ts/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stumbles, takeShot } from './looks.ts';
import type { RunningStation } from './station.ts';
import { type Visit, visitStation } from './visit.ts';

const chromium = requireTool('chromium');

/** The first person is made, others are added, everybody signs in; what each may not do is refused. */
describe.runIf(chromium)('people, in a browser', () => {
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
  const visible = (text: string | RegExp) => page.getByText(text).first().isVisible();
  const signOut = async () => {
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect.poll(() => visible('Who is here?')).toBe(true);
  };
  const signIn = async (name: string, pin: string) => {
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByLabel('PIN').fill(pin);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };

  it('a fresh station roasts before there are any', async () => {
    await expect.poll(() => visible('Saved')).toBe(true);
    await page.keyboard.press(' ');
    const events = page.getByRole('region', { name: 'Events' });
    const charge = events.getByRole('button', { name: /^Charge/ });
    await expect.poll(() => charge.innerText()).toContain('0:00');
  });

  it('the first is admin and head roaster, and adds an operator', async () => {
    await page.goto(`${station.url}/#/people`);
    const first = page.getByRole('form', { name: 'The first person' });
    await first.getByLabel('Name').fill('Ada');
    await first.getByLabel('PIN, 4 to 12 digits').fill('2468');
    await first.getByLabel('PIN again').fill('2469');
    await expect.poll(() => visible('The PINs differ.')).toBe(true);
    await first.getByLabel('PIN again').fill('2468');
    await page.keyboard.press('Enter');
    const ada = page.getByRole('article', { name: 'Ada' });
    await expect.poll(() => ada.isVisible()).toBe(true);
    expect(await ada.innerText()).toContain('Head roaster, Admin');
    const more = page.getByRole('form', { name: 'Add a person' });
    await more.getByLabel('Name').fill('Ben');
    await more.getByLabel('PIN, 4 to 12 digits').fill('13579');
    await more.getByRole('button', { name: 'Add this person' }).click();
    await expect.poll(() => visible('Ben can sign in.')).toBe(true);
    expect(await accessible()).toEqual([]);
    await shot('people');
  });

  it('the only admin stays one', async () => {
    const ada = page.getByRole('article', { name: 'Ada' });
    await ada.getByRole('button', { name: 'Admin' }).click();
    await expect.poll(() => visible('Ada is the only admin; make another one first')).toBe(true);
  });

  it('roles that are pressed quickly are all kept, and the last press stands', async () => {
    const ben = page.getByRole('article', { name: 'Ben' });
    const chip = (name: string) => ben.getByRole('button', { name, exact: true });
    const answers: (() => void)[] = [];
    await page.route(/\/people\/person_/, async (route) => {
      await new Promise<void>((answer) => answers.push(answer));
      await route.continue();
    });
    const answerAll = async () => {
      await expect.poll(() => answers.length).toBeGreaterThan(0);
      for (const answer of answers.splice(0)) answer();
    };
    for (const name of ['Viewer', 'Maintainer', 'Operator']) await chip(name).click();
    expect(await chip('Operator').getAttribute('aria-pressed')).toBe('false');
    await answerAll();
    await answerAll();
    await expect
      .poll(() => ben.getByText('Viewer, Maintainer', { exact: true }).isVisible())
      .toBe(true);
    await page.unroute(/\/people\/person_/);
    const { items } = await (await page.request.get(`${station.url}/api/v1/people`)).json();
    expect(items.find(({ name }: { name: string }) => name === 'Ben').roles.sort()).toEqual([
      'maintainer',
      'viewer',
    ]);
    for (const name of ['Operator', 'Maintainer', 'Viewer']) await chip(name).click();
    await expect.poll(() => ben.innerText()).toMatch(/Ben\s+Operator/);
  });

  it('a wrong PIN is refused in words, and the right one signs in', async () => {
    await signOut();
    expect(await accessible()).toEqual([]);
    await shot('sign-in');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessible()).toEqual([]);
    await shot('sign-in-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await signIn('Ben', '0000');
    await expect.poll(() => visible(/the name and the PIN do not belong together/)).toBe(true);
    await signIn('Ben', '13579');
    await expect.poll(() => page.getByRole('button', { name: 'Menu' }).isVisible()).toBe(true);
  });

  it('an operator roasts on and changes no people', async () => {
    await page.goto(`${station.url}/#/`);
    await expect.poll(() => visible('Saved')).toBe(true);
    await page.goto(`${station.url}/#/people`);
    await expect.poll(() => page.getByRole('article', { name: 'Ben' }).isVisible()).toBe(true);
    expect(await page.getByRole('form', { name: 'Add a person' }).isVisible()).toBe(false);
    const refused = await page.request.post(`${station.url}/api/v1/people`, {
      data: { name: 'Eve', roles: ['admin'], pin: '0000' },
    });
    expect(refused.status()).toBe(403);
    expect((await refused.json()).detail).toBe(
      'The role operator may not manage people and roles.',
    );
  });

  it('a viewer sees how machines stand, and whom to ask to change them', async () => {
    const ways = /^(Connect a machine|Add a device|Change|Remove|Name and levers|Test connection)/;
    const shown = (role: 'button' | 'link') => page.getByRole(role, { name: ways }).count();
    await page.goto(`${station.url}/#/machines`);
    await expect.poll(() => visible(/let you add and connect machines/)).toBe(true);
    expect(await shown('link')).toBe(0);
    expect(await page.getByRole('button', { name: 'Test connection' }).isVisible()).toBe(true);
    await signOut();
    await signIn('Ada', '2468');
    await expect.poll(() => page.getByRole('button', { name: 'Menu' }).isVisible()).toBe(true);
    await page.goto(`${station.url}/#/people`);
    const more = page.getByRole('form', { name: 'Add a person' });
    await more.getByLabel('Name').fill('Vera');
    await more.getByLabel('PIN, 4 to 12 digits').fill('1357');
    await more.getByRole('button', { name: 'Viewer' }).click();
    await more.getByRole('button', { name: 'Operator' }).click();
    await more.getByRole('button', { name: 'Add this person' }).click();
    await expect.poll(() => visible('Vera can sign in.')).toBe(true);
    await page.goto(`${station.url}/#/machines`);
    await expect.poll(() => shown('link')).toBeGreaterThan(0);
    await signOut();
    await signIn('Vera', '1357');
    await expect.poll(() => visible(/let you add and connect machines/)).toBe(true);
    expect([await shown('link'), await shown('button')]).toEqual([0, 0]);
    expect(await accessible()).toEqual([]);
    await shot('machines-viewer');
    await page.goto(`${station.url}/#/connect`);
    await expect
      .poll(() => visible(/Ask a person who is head roaster, maintainer or admin/))
      .toBe(true);
    const refused = await page.request.post(`${station.url}/api/v1/machines`, { data: {} });
    expect(refused.status()).toBe(403);
    await signOut();
    await signIn('Ben', '13579');
    await expect.poll(() => page.getByRole('button', { name: 'Menu' }).isVisible()).toBe(true);
  });

  it('nobody is signed out by a station that was killed, and everybody by being put away', async () => {
    await station.kill();
    await station.restart();
    await page.goto(`${station.url}/#/`);
    await page.reload();
    await expect.poll(() => page.getByRole('button', { name: 'Menu' }).isVisible()).toBe(true);
    await signOut();
    await signIn('Ada', '2468');
    await expect.poll(() => page.getByRole('button', { name: 'Menu' }).isVisible()).toBe(true);
    await page.goto(`${station.url}/#/people`);
    const ben = page.getByRole('article', { name: 'Ben' });
    await ben.getByRole('button', { name: 'Put away' }).click();
    await expect.poll(() => ben.innerText()).toContain('Undo: bring back');
    await signOut();
    expect(await page.getByRole('button', { name: 'Ben', exact: true }).isVisible()).toBe(false);
  });
});
