import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Access, accessTable } from '@artisan-ts/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MqttStation } from '../test/mqtt-station.ts';
import { until } from '../test/until.ts';

/** A real screen's secret, of a person of another organisation whose rows lie in the same file. */
const strangersToken = 's'.repeat(43);
const nobodysToken = 'n'.repeat(43);
/** What changes by time alone, or because a machine is being read. */
const byTime = new Set(['clock_floor', 'clock_anchor', 'lever_event']);

/** Every route of the table, asked by a member of another organisation about things that are there. */
describe('two organisations side by side', () => {
  const station = new MqttStation({ kind: 'off' });
  let admin = '';
  /** A thing that is there for every place in an address, by the address up to it. */
  const things: Record<string, string> = {};

  beforeAll(async () => {
    await station.start();
    await station.client.post('/people/first', { json: { name: 'Ada', pin: '2468' } });
    admin = (await made('POST', '/session', { name: 'Ada', pin: '2468', as: 'command' })).token;
    await makeThings();
    await station.stop();
    moveStrangerIn();
    await station.start();
    // The station's own work with what was closed is done: from here on nothing changes by itself.
    await until('the roast is kept', () => rowsNow()['roast_record'] !== '[]');
  });
  afterAll(() => station.dispose());

  const ask = (method: string, path: string, token: string, body?: object) =>
    fetch(`${station.url}/api/v1${path}`, {
      method,
      headers: {
        'idempotency-key': crypto.randomUUID(),
        ...(token !== '' && { authorization: `Bearer ${token}` }),
        ...(body && {
          'content-type': Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json',
        }),
      },
      ...(body && { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
    });

  async function made(method: string, path: string, body?: object) {
    const response = await ask(method, path, admin, body);
    const text = await response.text();
    expect(response.status, `${method} ${path}: ${text}`).toBeLessThan(300);
    return JSON.parse(text);
  }

  async function makeThings(): Promise<void> {
    const machine = (await made('GET', '/machines')).items[0].id;
    const charge = { kind: 'charge', action: 'set' };
    const roast = (await made('POST', `/machines/${machine}/marks`, charge)).id;
    const { notes } = await made('POST', `/machines/${machine}/notes`, { text: 'smells of hay' });
    await made('POST', `/machines/${machine}/roast/close`);
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]);
    const { photos } = await made('POST', `/roasts/${roast}/photos`, jpeg);
    const coffee = (await made('POST', '/coffees', { name: 'Yirga' })).id;
    const lot = (await made('POST', '/lots', { coffeeId: coffee, name: 'Bags' })).id;
    const samples = [{ roastId: roast }];
    const cup = { title: 'Friday', form: 'cva', samples, tasters: ['Ada'] };
    const cupping = await made('POST', '/cuppings', cup);
    const person = await made('POST', '/people', { name: 'Ben', roles: ['viewer'], pin: '1357' });
    const { identity } = await made('POST', '/identities', { name: 'Wall', role: 'service' });
    const missions = async () => (await made('GET', '/missions')).items;
    await until('a mission is held back', async () => (await missions()).length > 0);
    Object.assign(things, {
      '/machines/:id': machine,
      '/machines/:id/notes/:noteId': notes[0].id,
      '/roasts/:id': roast,
      '/roasts/:id/notes/:noteId': notes[0].id,
      '/roasts/:id/photos/:photoId': photos[0].id,
      '/coffees/:id': coffee,
      '/coffees/:coffee': coffee,
      '/lots/:id': lot,
      '/cuppings/:id': cupping.id,
      '/cuppings/:id/tasters/:tasterId': cupping.tasters[0].id,
      '/people/:id': person.id,
      '/passkeys/:id': 'cGFzc2tleSBvZiBBZGE',
      '/identities/:id': identity.id,
      '/missions/:id': (await missions())[0].id,
      '/days/:day': '2026-11-27',
    });
  }

  /** Somebody of another organisation, with every role, signed in, in the same file. */
  function moveStrangerIn(): void {
    const db = new DatabaseSync(join(station.folder, 'main.db'));
    const [row] = db.prepare("SELECT document FROM person WHERE name_key = 'ada'").all();
    const id = `person_${'e'.repeat(32)}`;
    const roles = ['viewer', 'operator', 'head', 'maintainer', 'admin'];
    const person = { ...JSON.parse(String(row?.['document'])), id, orgId: 'other', roles };
    const digestOf = (token: string) => createHash('sha256').update(token).digest('hex');
    const put = (sql: string, key: string, document: object) =>
      db.prepare(sql).run(key, JSON.stringify(document));
    put('INSERT INTO person (id, document) VALUES (?, ?)', id, person);
    const ada = JSON.parse(String(row?.['document']));
    const key = {
      credentialId: 'cGFzc2tleSBvZiBBZGE',
      publicKey: '',
      counter: 0,
      place: 'localhost',
    };
    const passkeys = [{ ...key, label: 'blue key', createdAtMs: 1, usedAtMs: null }];
    db.prepare('UPDATE person SET document = ? WHERE id = ?').run(
      JSON.stringify({ ...ada, passkeys }),
      ada.id,
    );
    const now = Date.now();
    const signIn = { orgId: 'other', personId: id, atMs: now, usedAtMs: now, lastsMs: 43_200_000 };
    const tokenDigest = digestOf(strangersToken);
    put('INSERT INTO sign_in (token_digest, document) VALUES (?, ?)', tokenDigest, {
      tokenDigest,
      ...signIn,
    });
    db.close();
  }

  /** Everything that is kept, as text; without what time alone changes. */
  function rowsNow(): Record<string, string> {
    const db = new DatabaseSync(join(station.folder, 'main.db'), { readOnly: true });
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    const names = tables
      .map(({ name }) => String(name))
      .filter((name) => !byTime.has(name) && !name.startsWith('sqlite_'));
    const found = names.map((name) => {
      const rows = db.prepare(`SELECT * FROM ${name}`).all();
      return [
        name,
        JSON.stringify(rows, (_, value) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
        ),
      ];
    });
    db.close();
    return Object.fromEntries(found);
  }

  /** The address with things that are there, or with names of nothing. */
  function filled(path: string, isThere: boolean): string {
    let upTo = '';
    return path
      .split('/')
      .map((part) => {
        upTo = part === '' ? '' : `${upTo}/${part}`;
        if (!part.startsWith(':')) return part;
        const thing = things[upTo];
        if (thing === undefined)
          throw new Error(`name a thing for ${upTo}: a new address is asked too`);
        return isThere
          ? thing
          : thing.replace(/[0-9a-f]{32}$/, 'f'.repeat(32)).replace(/^2026/, '1999');
      })
      .join('/');
  }

  const addresses = Object.entries(accessTable).map(([address, access]) => {
    const [method = '', path = ''] = address.split(' ');
    return { address, method, path, access: access as Access };
  });

  it('knows a thing for each of our own addresses, which our own admin reaches', async () => {
    let reached = 0;
    for (const { address, method, path } of addresses) {
      if (method !== 'GET' || path === '/live') continue;
      const response = await ask(method, filled(path, true) + queryOf(path), admin);
      await response.body?.cancel();
      // What a roast of seconds has no answer to is refused by name, never as something that is not there.
      expect([401, 403, 404], `${address}: ${response.status}`).not.toContain(response.status);
      reached += 1;
    }
    expect(reached).toBeGreaterThan(30);
  });

  it('tells a stranger of what is there exactly what it tells of what is not, and changes nothing', async () => {
    const before = rowsNow();
    let asked = 0;
    for (const { address, method, path, access } of addresses) {
      if (access === 'open' || access === 'here') continue;
      const told = await Promise.all([
        answerTo(method, filled(path, true), strangersToken),
        answerTo(method, filled(path, false), strangersToken),
        answerTo(method, filled(path, true), nobodysToken),
      ]);
      expect(told, address).toEqual([told[0], told[0], told[0]]);
      expect(told[0]?.status, address).toBe(401);
      for (const thing of Object.values(things)) expect(told[0]?.body).not.toContain(thing);
      asked += 1;
    }
    expect(asked).toBe(Object.keys(accessTable).length - 8);
    expect(rowsNow()).toEqual(before);
  });

  it('tells a stranger nothing at the addresses that are open to everybody', async () => {
    const before = rowsNow();
    const who = await answerTo('GET', '/session', strangersToken);
    expect(JSON.parse(who.body)).toMatchObject({ kind: 'nobody', person: null, may: [] });
    expect((await answerTo('POST', '/people/first', strangersToken)).status).not.toBe(201);
    const api = await answerTo('GET', '/openapi.json', strangersToken);
    for (const thing of Object.values(things)) expect(api.body).not.toContain(thing);
    // Signing out with a secret that is none of ours ends nothing of theirs.
    await answerTo('DELETE', '/session', strangersToken);
    expect(rowsNow()).toEqual(before);
  });

  /** What an address needs to be understood at all. */
  function queryOf(path: string): string {
    if (path === '/compare') return `?roast=${things['/roasts/:id']}`;
    if (path === '/consistency') return '?by=coffee';
    return path.endsWith('/export') ? '?format=alog' : '';
  }

  async function answerTo(method: string, path: string, token: string) {
    const response = await ask(method, path + queryOf(path), token);
    return { status: response.status, body: await response.text() };
  }
});
