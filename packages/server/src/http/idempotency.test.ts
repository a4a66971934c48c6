import { ok, parseId } from '@artisan-ts/domain';
import type { Caller } from '@artisan-ts/runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machine, roast } from '../../test/fake-station.ts';
import { charge, marksPath, problemIn, TestServer } from '../../test/test-server.ts';

const person = {
  id: `person_${'7'.repeat(32)}`,
  name: 'Ben',
  roles: ['operator' as const],
  isActive: true,
  createdAtMs: 1,
};
const admin: Caller = {
  kind: 'person',
  actor: { kind: 'USER', id: 'person_1', version: '' },
  personId: parseId('person', `person_${'1'.repeat(32)}`),
  roles: ['admin'],
  orgId: 'local',
};

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});
afterEach(() => server.close());

describe('idempotency keys', () => {
  const keyed = { 'idempotency-key': 'press-1' };

  test('the same request again gets the first answer and is not done twice', async () => {
    const first = await server.post(marksPath, charge, keyed);
    const again = await server.post(marksPath, charge, keyed);
    expect([again.statusCode, again.json()]).toEqual([200, first.json()]);
    expect(server.station.marksSet).toBe(1);
    await server.post(marksPath, charge);
    expect(server.station.marksSet).toBe(2);
  });

  test('another request under the same key is refused', async () => {
    await server.post(marksPath, charge, keyed);
    const other = problemIn(await server.post(marksPath, { kind: 'drop', action: 'set' }, keyed));
    expect(other).toMatchObject({ status: 422, code: 'request.idempotency-mismatch' });
    expect(server.station.marksSet).toBe(1);
  });

  test('a request that is still being answered is not begun again', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    server.station.onMark = async () => {
      await gate;
      return ok(roast);
    };
    const first = server.post(marksPath, charge, keyed);
    await expect.poll(() => server.station.marksSet).toBe(1);
    expect(problemIn(await server.post(marksPath, charge, keyed)).code).toBe('request.conflict');
    open();
    expect((await first).statusCode).toBe(200);
    expect((await server.post(marksPath, charge, keyed)).statusCode).toBe(200);
    expect(server.station.marksSet).toBe(1);
  });

  test('a refused request changed nothing and may be tried again under its key', async () => {
    server.station.onMark = async () => ({
      ok: false,
      code: 'mark.no-data',
      message: 'no reading yet',
    });
    expect((await server.post(marksPath, charge, keyed)).statusCode).toBe(409);
    server.station.onMark = async () => ok(roast);
    expect((await server.post(marksPath, charge, keyed)).statusCode).toBe(200);
  });

  test('a change that is done is reported as done even when its answer cannot be kept', async () => {
    server.station.onMark = async () => {
      server.disk.fault = 'store.full';
      return ok(roast);
    };
    expect((await server.post(marksPath, charge, keyed)).statusCode).toBe(200);
  });

  test('an empty answer is repeated as an empty answer', async () => {
    const remove = () => server.delete(`/api/v1/machines/${machine.id}`, keyed);
    for (const response of [await remove(), await remove()]) {
      expect([response.statusCode, response.body]).toEqual([204, '']);
    }
  });

  test('what goes on for as long as somebody listens is begun anew, and never repeated as nothing', async () => {
    const { connecting } = server.station;
    connecting.describe = () => ok({ settings: {}, intervalS: 1, channels: [] });
    connecting.watch = async (_device, tell) => {
      tell({ kind: 'sample', monoUs: 1, channels: { btC: 20 }, missing: {} });
      return ok(null);
    };
    const watch = () => server.post('/api/v1/connect/watch', { driver: 'twin' }, keyed);
    for (const response of [await watch(), await watch()]) {
      expect([response.statusCode, JSON.parse(response.body)]).toMatchObject([
        200,
        { kind: 'sample', channels: { btC: 20 } },
      ]);
    }
  });

  test('what is kept of a request with a PIN tells nobody the PIN', async () => {
    const { people } = server.station;
    people.callerOf = () => admin;
    people.add = async () => ok({ ...person });
    const body = { name: 'Ben', roles: ['operator'], pin: '2468' };
    const kept = async (key: string, token: string) => {
      const authorization = `Bearer ${token.repeat(43)}`;
      const headers = { 'idempotency-key': key, authorization };
      const { statusCode } = await server.post('/api/v1/people', body, headers);
      return [statusCode, await server.options.answers.idempotentAnswer(key)] as const;
    };
    const [status, first] = await kept('add-1', 'a');
    const [, second] = await kept('add-2', 'b');
    expect([status, first?.status]).toEqual([201, 201]);
    // Whoever reads the file could make this of each of ten thousand PINs, were there nothing else in it.
    expect(first?.requestDigest).not.toBe(second?.requestDigest);
  });

  test('a key that is no visible ASCII is refused', async () => {
    const response = await server.post(marksPath, charge, { 'idempotency-key': 'a b' });
    expect(problemIn(response).code).toBe('input.invalid');
  });
});
