import type { PersonDto } from '@artisan-ts/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MqttStation } from '../test/mqtt-station.ts';

/** What goes on for somebody ends when they may not have it any more, at once and not at the next request. */
describe('a live stream', () => {
  const station = new MqttStation({ kind: 'off' });
  let admin = '';

  beforeAll(() => station.start());
  afterAll(() => station.dispose());

  async function ask(method: string, path: string, token: string, json?: object) {
    const response = await fetch(`${station.url}/api/v1${path}`, {
      method,
      headers: {
        'idempotency-key': crypto.randomUUID(),
        ...(token !== '' && { authorization: `Bearer ${token}` }),
        ...(json && { 'content-type': 'application/json' }),
      },
      ...(json && { body: JSON.stringify(json) }),
    });
    return { status: response.status, body: await response.json().catch(() => null) };
  }

  const signIn = async (name: string, pin = '2468'): Promise<string> =>
    (await ask('POST', '/session', '', { name, pin, as: 'command' })).body.token;

  const add = async (name: string): Promise<PersonDto> =>
    (await ask('POST', '/people', admin, { name, roles: ['viewer'], pin: '2468' })).body;

  /** Opens a stream and gives what it was told until it ends. */
  async function watch(token: string) {
    const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${station.url}/api/v1/live`, { headers });
    expect(response.status).toBe(200);
    const reader = response.body?.getReader();
    if (reader === undefined) throw new Error('no stream');
    await reader.read();
    let isOver = false;
    const over = (async () => {
      try {
        while (!(await reader.read()).done);
      } catch {
        // A connection that is torn down is an end as well.
      }
      isOver = true;
    })();
    return { over, isOver: () => isOver, stop: () => reader.cancel() };
  }

  it('of whoever sat here without a name ends when there is a first person', async () => {
    const nameless = await watch('');
    await station.client.post('/people/first', { json: { name: 'Ada', pin: '2468' } });
    await nameless.over;
    admin = await signIn('Ada');
    expect((await ask('GET', '/live', '')).status).toBe(401);
  });

  it('names who charged the roast, unless somebody was said to roast it', async () => {
    const { items } = (await ask('GET', '/machines', admin)).body;
    const machine = `/machines/${items[0].id}`;
    const charge = { kind: 'charge', action: 'set' };
    const { id } = (await ask('POST', `${machine}/marks`, admin, charge)).body;
    expect((await ask('GET', `/roasts/${id}`, admin)).body.person).toBe('Ada');
    await ask('POST', `${machine}/roast/close`, admin);
    await ask('PATCH', `${machine}/setup`, admin, { person: 'Ben' });
    const next = (await ask('POST', `${machine}/marks`, admin, charge)).body;
    expect((await ask('GET', `/roasts/${next.id}`, admin)).body.person).toBe('Ben');
  });

  it('writes what is entered of a roast in the name of who is signed in, whatever they say', async () => {
    const [roast] = (await ask('GET', '/roasts', admin)).body.items;
    const quality = `/roasts/${roast.id}/quality`;
    await ask('PATCH', quality, admin, { roastedG: 850, who: 'Somebody else' });
    const { corrections } = (await ask('GET', quality, admin)).body;
    expect(corrections.at(-1)).toMatchObject({ field: 'roastedG', after: 850, who: 'Ada' });
  });

  it('ends with the sign-in it was opened with, and with no other', async () => {
    const ben = await add('Ben');
    const [here, there] = [await signIn('Ben'), await signIn('Ben')];
    const [one, other, adas] = [await watch(here), await watch(there), await watch(admin)];
    await ask('DELETE', '/session', here);
    await one.over;
    expect([other.isOver(), adas.isOver()]).toEqual([false, false]);
    await ask('PATCH', `/people/${ben.id}`, admin, { pin: '1357' });
    await other.over;
    expect(adas.isOver()).toBe(false);
    await adas.stop();
  });

  it('ends when its reader is put away, and when a token is revoked', async () => {
    const cleo = await add('Cleo');
    const hers = await watch(await signIn('Cleo'));
    await ask('PATCH', `/people/${cleo.id}`, admin, { isActive: false });
    await hers.over;
    const { body } = await ask('POST', '/identities', admin, { name: 'Wall', role: 'service' });
    const walls = await watch(body.token);
    await ask('DELETE', `/identities/${body.identity.id}`, admin);
    await walls.over;
  });

  it('goes on when a role changes that may still look', async () => {
    const dan = await add('Dan');
    const his = await watch(await signIn('Dan'));
    await ask('PATCH', `/people/${dan.id}`, admin, { roles: ['operator'] });
    await ask('GET', '/people', admin);
    expect(his.isOver()).toBe(false);
    await his.stop();
  });
});
