import type { IdentityDto, MachineDto, NewIdentityDto, RoastDto } from '@artisan-ts/contracts';
import { freePort } from '@artisan-ts/testkit';
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MqttStation } from '../test/mqtt-station.ts';
import { until } from '../test/until.ts';

const password = 'twelve characters or more';

/** A station with people and a broker, and things that are no people. */
describe('what is no person speaks with a token of its own', () => {
  const credentials = { username: 'roastery', password };
  let port = 0;
  let station: MqttStation;
  let machineId = '';
  let admin = '';
  let viewer = '';

  beforeAll(async () => {
    port = await freePort();
    station = new MqttStation({ kind: 'embedded', port, listen: '127.0.0.1', credentials });
    await station.start();
    const { items } = await station.client.get<{ items: MachineDto[] }>('/machines');
    machineId = items[0]?.id ?? '';
    await station.client.post('/people/first', { json: { name: 'Ada', pin: '2468' } });
    admin = await tokenOf('Ada', '2468');
    await ask('POST', '/people', admin, { name: 'Vic', roles: ['viewer'], pin: '1357' });
    viewer = await tokenOf('Vic', '1357');
  });
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

  async function tokenOf(name: string, pin: string): Promise<string> {
    return (await ask('POST', '/session', '', { name, pin, as: 'command' })).body.token;
  }

  async function made(name: string, role: string, over: object = {}): Promise<NewIdentityDto> {
    const { status, body } = await ask('POST', '/identities', admin, { name, role, ...over });
    expect(status, JSON.stringify(body)).toBe(201);
    return body;
  }

  const hint = {
    kind: 'fcStart',
    confidence: 0.9,
    by: 'a name it gave itself',
    reason: '5 cracks',
  };

  it('is made and revoked by an admin alone, and its token is shown once', async () => {
    const body = { name: 'Reader', role: 'service' };
    expect((await ask('POST', '/identities', viewer, body)).status).toBe(403);
    expect((await ask('GET', '/identities', viewer)).status).toBe(403);
    const { identity, token } = await made('Reader', 'service');
    expect(token).toHaveLength(43);
    const listed = await ask('GET', '/identities', admin);
    expect(JSON.stringify(listed.body)).not.toContain(token);
    expect((await ask('POST', '/identities', admin, { ...body, name: ' reader ' })).status).toBe(
      409,
    );
    expect((await ask('GET', '/roasts', token)).status).toBe(200);
    expect((await ask('GET', '/session', token)).body).toMatchObject({
      kind: 'identity',
      person: null,
    });
    expect((await ask('GET', '/identities', token)).status).toBe(403);
    expect((await ask('PATCH', '/settings', token, {})).status).toBe(403);
    expect((await ask('DELETE', `/identities/${identity.id}`, viewer)).status).toBe(403);
    expect((await ask('DELETE', `/identities/${identity.id}`, admin)).body.isActive).toBe(false);
    expect((await ask('GET', '/roasts', token)).status).toBe(401);
    expect((await ask('POST', '/identities', admin, { ...body, lastsDays: 0 })).status).toBe(400);
    // What is revoked stays so, and gives its name free.
    expect((await made('Reader', 'service')).identity.id).not.toBe(identity.id);
  });

  it('refuses a device without a machine, and a machine for what has none', async () => {
    const refused = async (body: object) => (await ask('POST', '/identities', admin, body)).status;
    expect(await refused({ name: 'M', role: 'device' })).toBe(400);
    expect(
      await refused({ name: 'M', role: 'device', machineId: `machine_${'e'.repeat(32)}` }),
    ).toBe(404);
    expect(await refused({ name: 'M', role: 'agent', machineId })).toBe(400);
    expect(await refused({ name: 'M', role: 'admin' })).toBe(400);
  });

  it('hears a sensor over HTTP under the name that the station gave it', async () => {
    const { token } = await made('Drum microphone', 'device', { machineId });
    const charge = { kind: 'charge', action: 'set' };
    expect((await ask('POST', `/machines/${machineId}/marks`, token, charge)).status).toBe(403);
    expect((await ask('GET', '/roasts', token)).status).toBe(403);
    expect((await ask('GET', '/live', token)).status).toBe(403);
    expect((await ask('POST', `/machines/${machineId}/marks`, admin, charge)).status).toBe(200);
    const said = await ask('POST', `/machines/${machineId}/hints`, token, hint);
    expect(said.status).toBe(200);
    const { marks }: RoastDto = said.body;
    const suggested = marks.find(({ kind }) => kind === 'fcStart');
    expect(suggested).toMatchObject({ state: 'suggested' });
    expect(suggested?.reason).toContain('Drum microphone');
    expect(suggested?.reason).not.toContain('gave itself');
  });

  it('lets a device connect to the broker with its token, and speak for its machine alone', async () => {
    const { token, identity } = await made('Bridge upstairs', 'device', { machineId });
    const url = `mqtt://127.0.0.1:${port}`;
    await expect(connected(url, 'guess', 'x'.repeat(43))).rejects.toThrow(
      /not authorized|bad user/i,
    );
    const client = await connected(url, 'bridge', token);
    let isGone = false;
    client.on('close', () => {
      isGone = true;
    });
    const own = `roaster/local/main/${machineId}`;
    const granted = await client.subscribeAsync([`${own}/ack`]);
    expect(granted.map(({ qos }) => qos)).toEqual([0]);
    await expect(
      client.subscribeAsync(`roaster/local/main/machine_${'e'.repeat(32)}/ack`),
    ).rejects.toThrow();
    await client.publishAsync(
      `${own}/hint`,
      JSON.stringify({ v: 1, ...hint, wallMs: Date.now() }),
      { qos: 1 },
    );
    expect(isGone).toBe(false);
    await ask('DELETE', `/identities/${identity.id}`, admin);
    await until('it is sent away', () => isGone);
    await expect(connected(url, 'bridge', token)).rejects.toThrow(/not authorized|bad user/i);
  });

  it('sends away who speaks for another machine', async () => {
    const { token } = await made('Gossip', 'device', { machineId });
    const client = await connected(`mqtt://127.0.0.1:${port}`, 'gossip', token);
    const gone = new Promise((resolve) => client.once('close', () => resolve('gone')));
    const foreign = `roaster/local/main/machine_${'e'.repeat(32)}/hint`;
    client.publish(foreign, JSON.stringify({ v: 1, ...hint, wallMs: Date.now() }), { qos: 1 });
    expect(await gone).toBe('gone');
    client.end(true);
  });

  it('stands in the audit log, made, used and revoked, by whom', async () => {
    const { items }: { items: IdentityDto[] } = (await ask('GET', '/identities', admin)).body;
    const bridge = items.find(({ name }) => name === 'Bridge upstairs');
    const ada = (await ask('GET', '/people', admin)).body.items[0].id;
    const entries = station.auditEntries().filter(({ object }) => object.id === bridge?.id);
    expect(entries.map(({ action, actor }) => [action, actor.kind, actor.id])).toEqual([
      ['identity.add', 'USER', ada],
      ['identity.use', 'DEVICE', bridge?.id],
      ['identity.revoke', 'USER', ada],
    ]);
  });

  it('is known after a restart, and what was revoked is not', async () => {
    const { token } = await made('Reader of tomorrow', 'agent');
    await station.stop();
    await station.start();
    expect((await ask('GET', '/roasts', token)).status).toBe(200);
    const { items }: { items: IdentityDto[] } = (
      await ask('GET', '/identities', await tokenOf('Ada', '2468'))
    ).body;
    expect(
      items
        .filter(({ isActive }) => !isActive)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Bridge upstairs', 'Reader']);
  });
});

function connected(url: string, username: string, password: string): Promise<mqtt.MqttClient> {
  return mqtt.connectAsync(
    url,
    { username, password, reconnectPeriod: 0, protocolVersion: 4 },
    false,
  );
}
