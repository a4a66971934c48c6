import { healthDto } from '@artisan-ts/contracts';
import { writeAlog } from '@artisan-ts/formats';
import { buildRoastRecord } from '@artisan-ts/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machine } from '../test/fake-station.ts';
import { charge, marksPath, problemIn, TestServer } from '../test/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});
afterEach(() => server.close());

describe('answers', () => {
  test('health names the program, the data folder and how recording stands', async () => {
    const health = healthDto.parse((await server.get('/api/v1/health')).json());
    expect(health).toMatchObject({ status: 'ok', version: '1.2.3', dataFolder: '/data' });
  });

  test('machines and kinds of device are lists', async () => {
    expect((await server.get('/api/v1/machines')).json()).toEqual({ items: [machine] });
    expect((await server.get('/api/v1/drivers')).json()).toEqual({ items: [] });
  });

  test('a new machine is answered with 201, a removed one with 204 and nothing', async () => {
    const added = await server.post('/api/v1/machines', { name: 'Twin', driver: 'twin' });
    expect([added.statusCode, added.json()]).toEqual([201, machine]);
    const removed = await server.delete(`/api/v1/machines/${machine.id}`);
    expect([removed.statusCode, removed.body]).toEqual([204, '']);
  });

  test('a connection test answers what it found', async () => {
    const tested = await server.post(`/api/v1/machines/${machine.id}/connection-test`, '');
    expect(tested.json()).toEqual({ ok: true, steps: [], sample: { btC: 20, etC: null } });
  });

  test('a roast file is imported whatever its type is called, and what was lost is told', async () => {
    const file = writeAlog(buildRoastRecord(1, { title: 'Yirga' }), { name: 'test', version: '1' });
    for (const type of ['application/octet-stream', 'text/plain', 'application/json']) {
      const url = '/api/v1/roasts?fileName=yirga.alog';
      const answer = await server.post(url, Buffer.from(file), { 'content-type': type });
      expect(answer.statusCode, answer.body).toBe(201);
      expect(answer.json()).toMatchObject({ roast: { title: 'Yirga' } });
    }
  });

  test('the description of the API is OpenAPI 3.1 and names every path', async () => {
    const api = (await server.get('/api/v1/openapi.json')).json();
    expect(api.openapi).toBe('3.1.0');
    expect(Object.keys(api.paths).sort()).toEqual([
      '/api/v1/agents',
      '/api/v1/coffees',
      '/api/v1/coffees/{coffee}/report',
      '/api/v1/coffees/{id}',
      '/api/v1/compare',
      '/api/v1/connect/artisan-settings',
      '/api/v1/connect/describe',
      '/api/v1/connect/networks',
      '/api/v1/connect/ports',
      '/api/v1/connect/search',
      '/api/v1/connect/test',
      '/api/v1/connect/watch',
      '/api/v1/consistency',
      '/api/v1/cuppings',
      '/api/v1/cuppings/{id}',
      '/api/v1/cuppings/{id}/pouring',
      '/api/v1/cuppings/{id}/reblind',
      '/api/v1/cuppings/{id}/results',
      '/api/v1/cuppings/{id}/reveal',
      '/api/v1/cuppings/{id}/tasters',
      '/api/v1/cuppings/{id}/tasters/{tasterId}',
      '/api/v1/cuppings/{id}/tasters/{tasterId}/sheet',
      '/api/v1/days/{day}/report',
      '/api/v1/drivers',
      '/api/v1/health',
      '/api/v1/identities',
      '/api/v1/identities/{id}',
      '/api/v1/live',
      '/api/v1/lots',
      '/api/v1/lots/{id}',
      '/api/v1/lots/{id}/cuppings',
      '/api/v1/machines',
      '/api/v1/machines/{id}',
      '/api/v1/machines/{id}/connection-test',
      '/api/v1/machines/{id}/hints',
      '/api/v1/machines/{id}/levers',
      '/api/v1/machines/{id}/marks',
      '/api/v1/machines/{id}/notes',
      '/api/v1/machines/{id}/notes/{noteId}',
      '/api/v1/machines/{id}/readings',
      '/api/v1/machines/{id}/roast/close',
      '/api/v1/machines/{id}/setup',
      '/api/v1/missions',
      '/api/v1/missions/gains',
      '/api/v1/missions/rules',
      '/api/v1/missions/{id}',
      '/api/v1/missions/{id}/cancel',
      '/api/v1/missions/{id}/decide',
      '/api/v1/missions/{id}/redrive',
      '/api/v1/missions/{id}/retry',
      '/api/v1/passkeys',
      '/api/v1/passkeys/options',
      '/api/v1/passkeys/{id}',
      '/api/v1/people',
      '/api/v1/people/first',
      '/api/v1/people/{id}',
      '/api/v1/roasts',
      '/api/v1/roasts/{id}',
      '/api/v1/roasts/{id}/analysis',
      '/api/v1/roasts/{id}/arrivals',
      '/api/v1/roasts/{id}/cuppings',
      '/api/v1/roasts/{id}/curve',
      '/api/v1/roasts/{id}/export',
      '/api/v1/roasts/{id}/marks',
      '/api/v1/roasts/{id}/notes',
      '/api/v1/roasts/{id}/notes/{noteId}',
      '/api/v1/roasts/{id}/photos',
      '/api/v1/roasts/{id}/photos/{photoId}',
      '/api/v1/roasts/{id}/quality',
      '/api/v1/roasts/{id}/quality/undo',
      '/api/v1/roasts/{id}/report',
      '/api/v1/roasts/{id}/restore',
      '/api/v1/roasts/{id}/what-if',
      '/api/v1/session',
      '/api/v1/session/passkey',
      '/api/v1/session/passkey/options',
      '/api/v1/settings',
    ]);
    const text = JSON.stringify(api);
    expect(text).toContain('application/problem+json');
    for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) {
      expect(api.components.schemas).toHaveProperty(name ?? '');
    }
    expect(Object.keys(api.components.schemas)).toContain('SampleEvent');
  });
});

describe('hosts', () => {
  test('a foreign host or page is refused before anything is done', async () => {
    for (const headers of [{ host: 'evil.example' }, { origin: 'https://evil.example' }]) {
      const response = await server.post(marksPath, charge, headers);
      expect(problemIn(response)).toMatchObject({ status: 403, code: 'request.forbidden-host' });
    }
    expect(server.station.marksSet).toBe(0);
  });

  test('a foreign page gets no permission from a preflight either', async () => {
    const headers = {
      host: 'localhost',
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
    };
    const response = await server.preflight(marksPath, headers);
    expect(response.statusCode).toBe(403);
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  });
});
