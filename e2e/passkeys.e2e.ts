import { requireTool } from '@artisan-ts/testkit';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stumbles, takeShot } from './looks.ts';
import type { RunningStation } from './station.ts';
import { type Visit, visitStation } from './visit.ts';

const chromium = requireTool('chromium');

/** A real browser with a key of its own: made, used, refused when it is another's, taken away. */
describe.runIf(chromium)('passkeys and tokens, in a browser', () => {
  let visit: Visit;
  let station: RunningStation;
  let page: Page;
  let keys: CDPSession;
  let authenticatorId = '';

  beforeAll(async () => {
    visit = await visitStation(chromium, { path: '/#/people' });
    ({ station, page } = visit);
    keys = await page.context().newCDPSession(page);
    await keys.send('WebAuthn.enable');
    ({ authenticatorId } = await keys.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    }));
    await page.request.post(`${station.url}/api/v1/people/first`, {
      data: { name: 'Ada', pin: '2468' },
    });
    await page.reload();
  });

  afterAll(() => visit?.end());

  const visible = (text: string | RegExp) => page.getByText(text).first().isVisible();
  const isIn = () => page.getByRole('button', { name: 'Menu' }).isVisible();
  const signOut = async () => {
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect.poll(() => visible('Who is here?')).toBe(true);
  };
  const byPasskey = () => page.getByRole('button', { name: 'Use a passkey' }).click();
  const signature = async () => {
    const { credentials } = await keys.send('WebAuthn.getCredentials', { authenticatorId });
    return credentials;
  };

  it('one is made by whoever is signed in, and signs them in without a PIN', async () => {
    const own = page.getByRole('region', { name: 'Your passkeys' });
    await expect.poll(() => own.isVisible()).toBe(true);
    await own.getByLabel('Name of the new passkey').fill('blue key');
    await own.getByRole('button', { name: 'Add a passkey' }).click();
    await expect.poll(() => visible('It signs you in from now on.')).toBe(true);
    expect(await own.innerText()).toContain('blue key, at localhost, not used yet');
    expect(await signature()).toHaveLength(1);
    expect(await stumbles(page)).toEqual([]);
    await takeShot(page, 'passkeys');
    await signOut();
    expect(await stumbles(page)).toEqual([]);
    await takeShot(page, 'sign-in-passkey');
    await byPasskey();
    await expect.poll(isIn).toBe(true);
    const who = await (await page.request.get(`${station.url}/api/v1/session`)).json();
    expect(who).toMatchObject({ kind: 'person', person: { name: 'Ada' } });
    await page.goto(`${station.url}/#/people`);
    await expect.poll(() => own.innerText()).toMatch(/blue key, at localhost, used /);
  });

  it('the same answer does not open twice, nor one to another question', async () => {
    const sent = page.waitForRequest((request) => request.url().endsWith('/session/passkey'));
    await signOut();
    await byPasskey();
    const body = (await sent).postDataJSON();
    await expect.poll(isIn).toBe(true);
    const again = await page.request.post(`${station.url}/api/v1/session/passkey`, {
      data: body,
      headers: { origin: station.url },
    });
    expect(again.status()).toBe(403);
    expect((await again.json()).detail).toContain('does not open the station');
  });

  it('a page that may have none is told why, and the station refuses it as well', async () => {
    const address = station.url.replace('localhost', '127.0.0.1');
    const other = await (await visit.browser.newContext()).newPage();
    await other.goto(address);
    await expect
      .poll(() => other.getByText('open http://localhost in place of the address').isVisible())
      .toBe(true);
    expect(await other.getByRole('button', { name: 'Use a passkey' }).isVisible()).toBe(false);
    const asked = await other.request.post(`${address}/api/v1/session/passkey/options`, {
      headers: { origin: address },
    });
    expect(asked.status()).toBe(409);
    expect((await asked.json()).detail).toContain('or sign in with your PIN');
    await other.context().close();
  });

  it('whoever refuses the browser is told so, and the PIN is still there', async () => {
    await signOut();
    await keys.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await byPasskey();
    await expect.poll(() => visible('No passkey was given.')).toBe(true);
    await keys.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    await page.getByLabel('PIN').fill('2468');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect.poll(isIn).toBe(true);
  });

  it('one that was removed opens nothing', async () => {
    await page.goto(`${station.url}/#/people`);
    await page.getByRole('button', { name: 'Remove blue key' }).click();
    await expect.poll(() => visible('blue key is removed.')).toBe(true);
    await signOut();
    await byPasskey();
    await expect.poll(() => visible(/does not open the station/)).toBe(true);
    await page.getByLabel('PIN').fill('2468');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect.poll(isIn).toBe(true);
  });

  it('a device is given a token, shown once, and loses it', async () => {
    await page.goto(`${station.url}/#/people`);
    const form = page.getByRole('form', { name: 'Give a token' });
    await form.getByLabel('What it is called').fill('Drum microphone');
    await form.getByRole('button', { name: 'Give it a token' }).click();
    await expect.poll(() => visible(/It is shown this once/)).toBe(true);
    const token = (await form.locator('code').innerText()).trim();
    const { items } = await (await page.request.get(`${station.url}/api/v1/machines`)).json();
    const hints = `${station.url}/api/v1/machines/${items[0].id}/hints`;
    const hint = { kind: 'fcStart', confidence: 0.9, by: 'me', reason: '' };
    const say = async () => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      return (await fetch(hints, { method: 'POST', headers, body: JSON.stringify(hint) })).status;
    };
    // Nothing is roasting: it is heard, and refused for that alone.
    expect(await say()).toBe(409);
    expect(await stumbles(page)).toEqual([]);
    await takeShot(page, 'tokens');
    await form.getByRole('button', { name: 'It is in its place' }).click();
    await page.reload();
    expect(await page.content()).not.toContain(token);
    const card = page.getByRole('article', { name: 'Drum microphone' });
    await card.getByRole('button', { name: 'Revoke' }).click();
    await card.getByRole('button', { name: 'Yes, revoke Drum microphone for good' }).click();
    await expect.poll(() => card.innerText()).toContain('Revoked');
    expect(await say()).toBe(401);
  });
});
