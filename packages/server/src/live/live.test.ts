import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import type { LiveEvent } from '@artisan-ts/runtime';
import { SimulatedClock } from '@artisan-ts/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Server } from '#server.ts';
import { FakeStation, machine } from '../../test/fake-station.ts';
import { serveStation } from '../../test/served-station.ts';

let station: FakeStation;
let clock: SimulatedClock;
let server: Server;
let live: string;

beforeEach(async () => {
  station = new FakeStation();
  clock = new SimulatedClock();
  const served = await serveStation(station, clock);
  server = served.server;
  live = `${served.url}/api/v1/live`;
});
afterEach(() => server.close());

const lever = (value: number, padding = ''): LiveEvent => ({
  cursor: value,
  name: 'lever',
  data: {
    machineId: machine.id,
    lever: `burner${padding}`,
    monoUs: 1,
    wallMs: 1,
    value,
    state: 'logged',
  },
});

/** Opens the stream and collects its text. */
async function open(query = '', headers: Record<string, string> = {}) {
  const [response] = (await once(httpGet(`${live}${query}`, { headers }), 'response')) as [
    IncomingMessage,
  ];
  const heard = { text: '', response };
  response.setEncoding('utf8').on('data', (piece: string) => {
    heard.text += piece;
  });
  return heard;
}

test('a reader is told how soon to come back, then what happens, with the durable cursor as id', async () => {
  const heard = await open();
  expect(heard.response.headers['content-type']).toBe('text/event-stream');
  station.emit(lever(41));
  station.emit(lever(42));
  await expect.poll(() => heard.text).toContain('id: 42');
  expect(heard.text).toMatch(/^retry: \d+\n\nid: 41\nevent: lever\ndata: \{.*\}\n\nid: 42\n/);
  heard.response.destroy();
});

test('a reader that comes back says after which cursor, and for which machine', async () => {
  const heard = await open(`?machine=${machine.id}`, { 'last-event-id': '17' });
  const again = await open('', { 'last-event-id': 'what' });
  expect(station.subscriptions).toEqual([{ machineId: machine.id, afterCursor: 17 }, {}]);
  heard.response.destroy();
  again.response.destroy();
});

test('a HEAD opens no stream that nobody would end', async () => {
  const { status } = await fetch(live, { method: 'HEAD' });
  expect([status, station.listening]).toEqual([404, 0]);
});

test('an unknown machine is not found', async () => {
  const response = await fetch(`${live}?machine=${machine.id.replace('1', '2')}`);
  expect([response.status, await response.json()]).toMatchObject([
    404,
    { code: 'request.not-found' },
  ]);
});

test('while nothing happens a comment keeps the way open', async () => {
  const heard = await open();
  await clock.advance(15_000);
  await expect.poll(() => heard.text).toContain(': still here\n\n');
  heard.response.destroy();
});

test('a reader that goes away is forgotten, with its timer', async () => {
  const heard = await open();
  expect([station.listening, clock.sleeping]).toEqual([1, 1]);
  heard.response.destroy();
  await expect.poll(() => [station.listening, clock.sleeping]).toEqual([0, 0]);
});

test('a reader that stops reading is cut off at a bound, and the others hear everything', async () => {
  const slow = await open();
  const swift = await open();
  slow.response.pause();
  const padding = 'x'.repeat(1_000_000);
  let told = 0;
  while (station.listening === 2 && told < 100) {
    station.emit(lever(told, padding));
    told += 1;
    await expect
      .poll(() => swift.text.length, { interval: 1 })
      .toBeGreaterThan(told * padding.length);
  }
  expect(station.listening).toBe(1);
  expect(told * padding.length).toBeLessThan(32 * 1024 * 1024);
  swift.response.destroy();
});

test('closing the server ends the streams', async () => {
  const heard = await open();
  // A stream that ends before its reader is done is an error on the reader's side.
  const ended = once(heard.response, 'error');
  await server.close();
  await ended;
  expect(station.listening).toBe(0);
});

test('more readers than a roastery has screens are refused', async () => {
  const readers = [];
  for (let n = 0; n < 256; n++) readers.push(await open());
  const response = await fetch(live);
  expect(response.status).toBe(409);
  for (const reader of readers) reader.response.destroy();
});
