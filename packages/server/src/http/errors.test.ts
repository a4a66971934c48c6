import { ArtisanError, ok } from '@artisan-ts/domain';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machine, roast } from '../../test/fake-station.ts';
import { charge, marksPath, problemIn, TestServer } from '../../test/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});
afterEach(() => server.close());

describe('refusals are problem details with a code and no stack trace', () => {
  test.each([
    [
      'a body of the wrong form',
      marksPath,
      { kind: 'chrage', action: 'set' },
      {},
      400,
      'input.invalid',
    ],
    ['a misspelt field', marksPath, { ...charge, tiem: 1 }, {}, 400, 'input.invalid'],
    ['JSON that does not parse', marksPath, '{"kind"', json(), 400, 'input.invalid'],
    ['an empty body', marksPath, '', json(), 400, 'input.invalid'],
    ['a body that is no JSON', marksPath, 'a=b', form(), 415, 'input.invalid'],
    ['a body that is too large', marksPath, 'x'.repeat(300_000), json(), 413, 'input.too-large'],
    ['a malformed id', '/api/v1/machines/twin/marks', charge, {}, 400, 'input.invalid'],
    ['an unknown path', '/api/v1/machine', {}, {}, 404, 'request.not-found'],
    ['a path that cannot be decoded', '/api/v1/%E0%A4', {}, {}, 400, 'input.invalid'],
    ['no file', '/api/v1/roasts', '', {}, 422, 'format.unknown'],
    ['a file that is no roast', '/api/v1/roasts', 'hello', plain(), 422, 'format.unknown'],
    [
      'a refusal of the station',
      `/api/v1/machines/${machine.id}/roast/close`,
      '',
      {},
      409,
      'mark.no-roast',
    ],
  ])('%s', async (_what, url, body, headers, status, code) => {
    const response = await server.post(url, body, headers);
    expect([response.statusCode, problemIn(response).code]).toEqual([status, code]);
  });

  test('what the HTTP library refuses by itself is told in our words', async () => {
    const told = async (url: string, body: unknown, headers: Record<string, string>) =>
      problemIn(await server.post(url, body as string, headers)).detail;
    expect(await told(marksPath, '{"kind"', json())).toMatch(/^the body is not JSON/);
    expect(await told(marksPath, '', json())).toMatch(/^the body is empty, and content-type says/);
    expect(await told(marksPath, 'a=b', form())).toMatch(/^content-type is "application\/x-www-/);
    expect(await told(marksPath, 'x'.repeat(300_000), json())).toMatch(/too large .* send less$/);
    expect(await told('/api/v1/%E0%A4', {}, {})).toMatch(/cannot be decoded: write a % in it/);
  });

  test('what does not exist is not found', async () => {
    const absent = roast.id.replace('1', '2');
    for (const url of [`/api/v1/roasts/${absent}`, `/api/v1/roasts/${absent}/curve`]) {
      expect(problemIn(await server.get(url))).toMatchObject({
        status: 404,
        code: 'request.not-found',
      });
    }
  });

  test('a malformed request says which field is wrong', async () => {
    const told = problemIn(await server.post(marksPath, { kind: 'charge', action: 'press' }));
    expect(told.errors).toEqual([{ path: 'body/action', message: expect.any(String) }]);
  });

  test('a fault keeps its code; a defect says nothing of its inside and is logged', async () => {
    server.station.onMark = async () => {
      throw new ArtisanError('store.full', 'the disk is full');
    };
    expect(problemIn(await server.post(marksPath, charge))).toMatchObject({
      status: 507,
      code: 'store.full',
    });
    server.station.onMark = async () => {
      throw new TypeError('secret inside');
    };
    const told = problemIn(await server.post(marksPath, charge));
    expect(told).toMatchObject({ status: 500, code: 'defect.invariant' });
    expect(JSON.stringify(told)).not.toContain('secret');
    expect(server.logger.lines.at(-1)?.fields['err']).toHaveProperty('message', 'secret inside');
  });

  test('an answer that breaks its own schema is never sent', async () => {
    server.station.onMark = async () => ok({ ...roast, samples: 1.5 });
    expect(problemIn(await server.post(marksPath, charge)).status).toBe(500);
  });
});

function json() {
  return { 'content-type': 'application/json' };
}
function form() {
  return { 'content-type': 'application/x-www-form-urlencoded' };
}
function plain() {
  return { 'content-type': 'text/plain' };
}
