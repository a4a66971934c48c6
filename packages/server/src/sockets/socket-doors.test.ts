import { once } from 'node:events';
import { request as ask } from 'node:http';
import { problem } from '@artisan-ts/contracts';
import { SimulatedClock } from '@artisan-ts/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Server } from '#server.ts';
import { FakeStation, machine } from '../../test/fake-station.ts';
import { serveStation } from '../../test/served-station.ts';

let server: Server;
let url: string;

beforeEach(async () => {
  const served = await serveStation(new FakeStation(), new SimulatedClock());
  server = served.server;
  url = served.url;
});
afterEach(() => server.close());

it.each([
  [`/api/v1/machines/${machine.id}/readings`, 'takes the readings that a device pushes'],
  ['/api/v1/machines/none/readings', 'takes the readings that a device pushes'],
  ['/artisan', 'tells the values of a machine'],
  ['/artisan?machine=none', 'tells the values of a machine'],
])(
  '%s, asked for as a page, says that it is a WebSocket and how to open it',
  async (path, what) => {
    const answer = await fetch(`${url}${path}`);
    expect([answer.status, answer.headers.get('upgrade')]).toEqual([426, 'websocket']);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const told = problem.parse(await answer.json());
    expect(told.detail).toContain(what);
    expect(told.detail).toContain('open it as a WebSocket, with ws://');
  },
);

it.each([
  ['/api/v1/readings', 404, 'request.not-found'],
  [`/api/v1/machines/machine_${'e'.repeat(32)}/readings`, 404, 'request.not-found'],
])('%s, opened as a WebSocket, is refused as every request is', async (path, status, code) => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`);
  socket.on('error', () => undefined);
  const [request, response] = await once(socket, 'unexpected-response');
  const [body] = await once(response, 'data');
  expect(problem.parse(JSON.parse(String(body)))).toMatchObject({ status, code });
  request.destroy();
});

it('another protocol that is offered beside HTTP is passed over, and the request answered', async () => {
  const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': '' };
  const [response] = await once(ask(`${url}/api/v1/machines`, { headers }).end(), 'response');
  expect(response.statusCode).toBe(200);
  response.resume();
});

it('a WebSocket that is opened without its key is refused in the form of every refusal', async () => {
  const headers = { connection: 'Upgrade', upgrade: 'websocket' };
  const [response] = await once(ask(`${url}/artisan`, { headers }).end(), 'response');
  const [body] = await once(response, 'data');
  expect(problem.parse(JSON.parse(String(body)))).toMatchObject({ status: 400 });
});
