import { once } from 'node:events';
import { connect } from 'node:net';
import type { Caller } from '@artisan-ts/runtime';
import { SimulatedClock } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { askedIn, pushText } from '#artisan/messages.ts';
import type { Server } from '#server.ts';
import { FakeStation, machine } from '../../test/fake-station.ts';
import { serveStation } from '../../test/served-station.ts';

let station: FakeStation;
let clock: SimulatedClock;
let server: Server;
let address: string;
const sockets: WebSocket[] = [];

beforeEach(async () => {
  station = new FakeStation();
  clock = new SimulatedClock();
  const served = await serveStation(station, clock);
  server = served.server;
  address = served.url.replace('http', 'ws');
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await server.close();
});

/** A client that speaks as Artisan does, and is not ours. */
async function artisan(path = '/artisan', headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${address}${path}`, { headers, perMessageDeflate: true });
  sockets.push(socket);
  const heard: unknown[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(String(data))));
  await once(socket, 'open');
  return {
    socket,
    heard,
    /** The next thing it hears after saying this. */
    ask: async (said: unknown) => {
      socket.send(typeof said === 'string' ? said : JSON.stringify(said));
      const [data] = await once(socket, 'message');
      return JSON.parse(String(data)) as unknown;
    },
  };
}

/** Why a connection was not taken. */
async function refusalOf(path: string, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(`${address}${path}`, { headers });
  sockets.push(socket);
  socket.on('error', () => undefined);
  const [, response] = await once(socket, 'unexpected-response');
  return (response as { readonly statusCode: number }).statusCode;
}

const sample = (btC: number | null, late?: true) =>
  station.emit({
    cursor: 1,
    name: 'sample',
    data: {
      machineId: machine.id,
      sourceId: 'source_1',
      boot: 'boot_1',
      stream: 'main',
      seq: 1,
      monoUs: 1,
      wallMs: 1,
      channels: { btC },
      ror: { btCPerMin: null, etCPerMin: null },
      ...(late && { late }),
    },
  });
const mark = (kind: string, action: string, roastId = 'r') =>
  station.emit({
    cursor: 1,
    name: 'mark',
    data: { machineId: machine.id, roastId, kind, action, monoUs: 1 },
  });
const question = { command: 'getData', id: 12_345, roasterID: 0 };

describe('Artisan, reading from us', () => {
  it('gets the newest values with the number of its question, by label and by field', async () => {
    const { ask } = await artisan();
    sample(180.2346);
    expect(await ask(question)).toEqual({ id: 12_345, data: { BT: 180.235, btC: 180.235 } });
    expect(await ask(`${JSON.stringify({ ...question, id: 1 })}\n`)).toMatchObject({ id: 1 });
  });

  it('is given no value that is missing, late or old', async () => {
    const { ask } = await artisan();
    expect(await ask(question)).toEqual({ id: 12_345, data: {} });
    sample(180);
    sample(999, true);
    expect(await ask(question)).toMatchObject({ data: { BT: 180 } });
    await clock.advance(11_000);
    expect(await ask(question)).toEqual({ id: 12_345, data: {} });
    sample(181);
    sample(null);
    expect(await ask(question)).toEqual({ id: 12_345, data: {} });
  });

  it('hears each mark once, in its own words, and none that is only suggested', async () => {
    const { ask, heard } = await artisan();
    mark('charge', 'suggest');
    mark('charge', 'confirm');
    mark('charge', 'set');
    mark('dryEnd', 'set');
    mark('turningPoint', 'set');
    mark('fcStart', 'undo');
    mark('fcStart', 'set');
    mark('drop', 'set');
    mark('charge', 'set', 'r2');
    await ask(question);
    await expect.poll(() => heard.length).toBe(6);
    expect(heard.slice(0, -1)).toEqual([
      { pushMessage: 'startRoasting' },
      { pushMessage: 'addEvent', data: { event: 'colorChangeEvent' } },
      { pushMessage: 'addEvent', data: { event: 'firstCrackBeginningEvent' } },
      { pushMessage: 'endRoasting' },
      { pushMessage: 'startRoasting' },
    ]);
  });

  it('can set nothing', async () => {
    const { ask } = await artisan();
    for (const command of ['setBurner', 'startRoasting', '', 7]) {
      expect(await ask({ command, id: 4, value: 51 })).toMatchObject({
        id: 4,
        error: expect.stringContaining('nothing is set here'),
      });
    }
    expect(await ask('{')).toEqual({ error: 'this is no JSON object' });
    expect(await ask({ ...question, roasterID: 9 })).toMatchObject({
      id: 12_345,
      error: expect.any(String),
    });
    expect(station.marksSet).toBe(0);
  });

  it('names a machine in its address, or by number', async () => {
    const { ask } = await artisan(`/artisan?machine=${machine.id}`);
    sample(90);
    expect(await ask({ ...question, roasterID: 5 })).toMatchObject({ data: { BT: 90 } });
    expect(await refusalOf('/artisan?machine=machine_1')).toBe(404);
    expect(await refusalOf('/websocket')).toBe(404);
  });

  it('is listened to the station for only while somebody reads', async () => {
    const { socket, ask } = await artisan();
    await ask(question);
    expect(station.listening).toBe(1);
    expect(station.subscriptions.at(-1)).toEqual({ afterCursor: 5 });
    socket.close();
    await expect.poll(() => station.listening).toBe(0);
  });

  it('survives whatever is sent, and too much of it ends the connection alone', async () => {
    const { socket } = await artisan();
    socket.send(Buffer.from([0xff, 0xfe, 0x00]));
    socket.send('\n\n[]\nnull\n"x"');
    socket.send('x'.repeat(20_000));
    await once(socket, 'close');
    const { ask } = await artisan();
    expect(await ask(question)).toMatchObject({ id: 12_345 });
  });
});

describe('who may read', () => {
  it('is whoever has a secret, in a header or behind the address, and may read roasts', async () => {
    const viewer: Caller = {
      kind: 'person',
      actor: { kind: 'USER', id: 'person_1', version: '1' },
      personId: null,
      roles: ['viewer'],
      orgId: 'local',
    };
    const secret = 'a'.repeat(32);
    station.people.firstRunCaller = () => null;
    station.people.callerOf = (token) => (token === secret ? viewer : null);
    expect(await refusalOf('/artisan')).toBe(401);
    expect(await refusalOf('/artisan?token=wrong')).toBe(401);
    await artisan(`/artisan?token=${secret}`);
    await artisan('/artisan', { authorization: `Bearer ${secret}` });
  });

  it('is sent away with the sign-in that ends', async () => {
    let told = (): void => undefined;
    station.people.watch = (changed) => {
      told = changed;
      return () => undefined;
    };
    const { socket } = await artisan();
    station.people.firstRunCaller = () => null;
    told();
    const [code] = await once(socket, 'close');
    expect(code).toBe(1008);
  });

  it('is no page of another site and no name that was made to point here', async () => {
    expect(await refusalOf('/artisan', { origin: 'http://evil.example' })).toBe(403);
    expect(await refusalOf('/artisan', { host: 'evil.example' })).toBe(403);
  });

  it('is bounded in number', async () => {
    for (let n = 0; n < 16; n++) await artisan();
    expect(await refusalOf('/artisan')).toBe(503);
  });

  it.each(['//', '///', '//[', '/\\'])('is told that %s is no address', async (target) => {
    const { host, hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname);
    socket.write(
      `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
    );
    const text = await socket.setEncoding('utf8').toArray();
    expect(text.join('')).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('what Artisan says', () => {
  it('is understood as a question or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const asked = askedIn(text);
        return asked.kind === 'refused' ? asked.why !== '' : asked.id >= 0;
      }),
    );
    expect(pushText('toString')).toBeNull();
  });
});
