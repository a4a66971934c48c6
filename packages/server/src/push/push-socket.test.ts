import { once } from 'node:events';
import { connect } from 'node:net';
import type { PushBody } from '@artisan-ts/contracts';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import type { Caller, PushReceipt } from '@artisan-ts/runtime';
import { SimulatedClock } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { answerText, readingIn, seqIn } from '#push/push-frame.ts';
import type { Server } from '#server.ts';
import { FakeStation, machine } from '../../test/fake-station.ts';
import { serveStation } from '../../test/served-station.ts';

const path = `/api/v1/machines/${machine.id}/readings`;
const taken: PushReceipt = { taken: true, remark: null };

let station: FakeStation;
let clock: SimulatedClock;
let server: Server;
let address: string;
let pushed: PushBody[];
/** What the disk says of each reading; replaced where it is slow. */
let onDisk: (body: PushBody) => Promise<Result<PushReceipt>>;
const sockets: WebSocket[] = [];

beforeEach(async () => {
  station = new FakeStation();
  clock = new SimulatedClock();
  pushed = [];
  onDisk = async () => ok(taken);
  station.pushing = {
    receive: async (_id, body) => {
      pushed.push(body);
      return onDisk(body);
    },
  };
  const served = await serveStation(station, clock);
  server = served.server;
  address = served.url.replace('http', 'ws');
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await server.close();
});

/** A device whose WebSocket is not ours. */
async function device(headers: Record<string, string> = {}, options: object = {}) {
  const socket = new WebSocket(`${address}${path}`, { headers, ...options });
  sockets.push(socket);
  const answers: Record<string, unknown>[] = [];
  socket.on('message', (data) => answers.push(JSON.parse(String(data))));
  const closed = once(socket, 'close').then(([code, why]) => ({ code, why: String(why) }));
  await once(socket, 'open');
  return {
    socket,
    answers,
    closed,
    push: (body: unknown) => socket.send(typeof body === 'string' ? body : JSON.stringify(body)),
    answered: (count: number) => expect.poll(() => answers.length).toBe(count),
  };
}

/** Why a connection was not taken. */
async function refusalOf(headers: Record<string, string> = {}, at = path): Promise<number> {
  const socket = new WebSocket(`${address}${at}`, { headers });
  sockets.push(socket);
  socket.on('error', () => undefined);
  const [, response] = await once(socket, 'unexpected-response');
  return (response as { readonly statusCode: number }).statusCode;
}

const reading = (seq: number) => ({ values: { bt: 200 + seq, et: 'open-circuit' }, seq });

describe('a device that pushes over a WebSocket', () => {
  it('is answered once for each reading, under its number', async () => {
    const { push, answers, answered } = await device();
    push(reading(7));
    push(reading(8));
    await answered(2);
    expect(answers).toEqual([
      { seq: 7, ...taken },
      { seq: 8, ...taken },
    ]);
    expect(pushed).toEqual([reading(7), reading(8)]);
  });

  it('is answered when the disk has it, in the order of its readings', async () => {
    const waiting = new Map<number, (answer: Result<PushReceipt>) => void>();
    onDisk = ({ seq = 0 }) => new Promise((resolve) => waiting.set(seq, resolve));
    const { push, answers, answered } = await device();
    push(reading(1));
    push(reading(2));
    // Both were handed on as they came.
    await expect.poll(() => pushed.length).toBe(2);
    waiting.get(2)?.(ok(taken));
    push('{');
    waiting.get(1)?.(refuse('store.unavailable', 'held in memory'));
    await answered(3);
    expect(answers.map(({ seq, status, taken: isTaken }) => [seq, status ?? isTaken])).toEqual([
      [1, 503],
      [2, true],
      [null, 400],
    ]);
  });

  it.each([
    [{ values: { bt: '201.5' }, seq: 3 }, 3],
    [{ values: {}, seq: 3 }, 3],
    [{ bt: 201.5 }, null],
    [{ values: { bt: 201.5 }, time: 5, seq: 9 }, 9],
    [{ values: { bt: 201.5 }, seq: -1 }, null],
    ['{"values":{"bt":1},"seq":4,"seq":5}', 5],
    ['{"values":{"__proto__":1},"values":{"bt":1}}', null],
    ['[]', null],
    ['', null],
  ])('is told in words what is wrong with %j, and goes on', async (body, seq) => {
    const { push, answers, answered } = await device();
    push(body);
    push(reading(10));
    await answered(2);
    expect(answers[0]).toMatchObject({ seq, status: 400, code: 'input.invalid' });
    expect(String(answers[0]?.['detail']).length).toBeGreaterThan(10);
    expect(answers[1]).toEqual({ seq: 10, ...taken });
    expect(pushed).toEqual([reading(10)]);
  });

  it('is told that the station failed it, and goes on', async () => {
    onDisk = () => Promise.reject(new Error('a defect'));
    const { push, answers, answered } = await device();
    push(reading(1));
    await answered(1);
    expect(answers[0]).toMatchObject({ seq: 1, status: 500 });
    expect(JSON.stringify(answers[0])).not.toContain('a defect');
  });

  it('is ended with a code and words when it sends bytes, too much, or no protocol', async () => {
    const bytes = await device();
    bytes.socket.send(Buffer.from([1, 2, 3]));
    expect(await bytes.closed).toMatchObject({ code: 1003, why: /text message/ });
    const large = await device();
    large.push('x'.repeat(17_000));
    expect((await large.closed).code).toBe(1009);
    const twisted = await device();
    twisted.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect((await twisted.closed).code).toBe(1007);
    expect(pushed).toEqual([]);
  });

  it('is ended when it floods, before it delays anybody, and others go on', async () => {
    const [flood, other] = [await device(), await device()];
    for (let seq = 0; seq < 5_000; seq++) flood.push(reading(seq));
    expect(await flood.closed).toMatchObject({ code: 1008, why: /100 messages in a second/ });
    expect(pushed).toHaveLength(100);
    const pings = await device();
    for (let count = 0; count < 200; count++) pings.socket.ping();
    // The library ends one that asks for more answers than it reads.
    expect((await pings.closed).code).toBe(1006);
    await clock.advance(1_000);
    other.push(reading(1));
    await other.answered(1);
  });

  it('is found dead when its line is, and not when it only has nothing to say', async () => {
    const dead = await device({}, { autoPong: false });
    const silent = await device();
    for (let lookS = 0; lookS < 60; lookS += 5) {
      const pinged = once(silent.socket, 'ping');
      await clock.advance(5_000);
      await pinged;
      // Its pong has to arrive before virtual time goes on.
      silent.push(reading(lookS));
      await silent.answered(lookS / 5 + 1);
    }
    expect((await dead.closed).code).toBe(1006);
    expect(silent.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('that is cut in mid-frame leaves nothing behind, and comes again', async () => {
    const { port, host } = new URL(address);
    const line = connect(Number(port), 'localhost');
    const key = Buffer.alloc(16, 7).toString('base64');
    line.write(
      `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    await once(line, 'data');
    // The head of a masked text message of 100 bytes, and nine of them.
    line.write(
      Buffer.concat([Buffer.from([0x81, 0x80 | 100, 0, 0, 0, 0]), Buffer.from('{"values"')]),
    );
    line.destroy();
    const again = await device();
    again.push(reading(1));
    await again.answered(1);
    expect(pushed).toEqual([reading(1)]);
  });

  it('is ended when it reads none of its answers', async () => {
    const { socket, push, closed, answers } = await device();
    socket.pause();
    // Longer than any answer, and than what the system holds between the two.
    onDisk = async () => ok({ taken: false, remark: 'x'.repeat(20_000_000) });
    push(reading(1));
    push(reading(2));
    await expect.poll(() => pushed.length).toBe(2);
    socket.resume();
    expect((await closed).code).toBe(1006);
    expect(answers).toEqual([]);
  });

  it('is told to come again when the station stops', async () => {
    const { closed } = await device();
    await server.close();
    expect(await closed).toMatchObject({ code: 1001, why: /station stops/ });
  });
});

describe('who may push', () => {
  const secret = 'a'.repeat(32);
  let may: Caller | null;
  let told: () => void;

  /** A device with a token, for its own machine or for another one. */
  function deviceOf(machineId: string): Caller {
    return {
      kind: 'identity',
      actor: { kind: 'DEVICE', id: 'identity_1', version: '1' },
      personId: null,
      roles: ['device'],
      orgId: 'local',
      machineId: machineId as NonNullable<Caller['machineId']>,
    };
  }

  beforeEach(() => {
    may = deviceOf(machine.id);
    station.people.firstRunCaller = () => null;
    station.people.callerOf = (token) => (token === secret ? may : null);
    station.people.watch = (changed) => {
      told = changed;
      return () => undefined;
    };
  });
  const authorized = { authorization: `Bearer ${secret}` };

  it('is whoever has a secret in a header and may, as over HTTP', async () => {
    expect(await refusalOf()).toBe(401);
    expect(await refusalOf({}, `${path}?token=${secret}`)).toBe(401);
    await device(authorized);
    may = deviceOf(`machine_${'2'.padStart(32, '0')}`);
    expect(await refusalOf(authorized)).toBe(403);
  });

  it('is a maintainer where the machine is only simulated, as over HTTP, and nowhere else', async () => {
    may = { ...deviceOf(machine.id), kind: 'person', roles: ['maintainer'] };
    await device(authorized);
    station.machine = { ...machine, origin: 'measured' };
    expect(await refusalOf(authorized)).toBe(403);
  });

  it('is no page of another site, whatever cookie its browser adds', async () => {
    const port = new URL(address).port;
    const cookie = `artisan_session_${port}=${secret}`;
    expect(await refusalOf({ cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await refusalOf({ cookie, origin: `http://localhost:${Number(port) + 1}` })).toBe(403);
    expect(await refusalOf({ cookie, origin: 'null' })).toBe(403);
    expect(await refusalOf({ ...authorized, host: 'evil.example' })).toBe(403);
    await device({ cookie, origin: `http://localhost:${port}` });
  });

  it('ends with the token that is revoked', async () => {
    const { closed, push } = await device(authorized);
    may = null;
    told();
    push(reading(1));
    expect(await closed).toMatchObject({ code: 1008, why: /signed out/ });
    expect(pushed).toEqual([]);
  });

  it('ends with the sign-in that runs out', async () => {
    const { closed } = await device(authorized);
    may = null;
    await clock.advance(5_000);
    expect((await closed).code).toBe(1008);
  });

  it('knows a machine that is here, and is bounded in number', async () => {
    const elsewhere = path.replace(machine.id, `machine_${'2'.padStart(32, '0')}`);
    may = null;
    station.people.callerOf = () => ({ ...deviceOf(machine.id), kind: 'person', roles: ['head'] });
    expect(await refusalOf(authorized, elsewhere)).toBe(404);
    expect(await refusalOf(authorized, '/api/v1/live')).toBe(404);
    for (let n = 0; n < 64; n++) await device(authorized);
    expect(await refusalOf(authorized)).toBe(503);
  });
});

describe('a message', () => {
  it('is a reading or refused in words, whatever it is, and has one answer', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.json().map(mutated)), (text) => {
        const bytes = Buffer.from(text);
        const read = readingIn(bytes);
        const answer = JSON.parse(answerText(seqIn(bytes), read.ok ? ok(taken) : read));
        expect('taken' in answer).toBe(read.ok);
        if (!read.ok) expect(read.message).not.toBe('');
      }),
    );
  });
});

function mutated(json: string): string {
  return json.replace(/"/, "'").concat('}');
}
