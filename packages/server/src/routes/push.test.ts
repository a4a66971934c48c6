import type { PushBody } from '@artisan-ts/contracts';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import type { PushReceipt } from '@artisan-ts/runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machine } from '../../test/fake-station.ts';
import { problemIn, TestServer } from '../../test/test-server.ts';

const url = `/api/v1/machines/${machine.id}/readings`;

let server: TestServer;
let pushed: PushBody[];
let receipt: Result<PushReceipt>;

beforeEach(() => {
  server = new TestServer();
  pushed = [];
  receipt = ok({ taken: true, remark: null });
  server.station.pushing = {
    receive: async (_id, body) => {
      pushed.push(body);
      return receipt;
    },
  };
});
afterEach(() => server.close());

describe('a device that posts a reading', () => {
  test('is told that it was taken', async () => {
    const body = { values: { bt: 201.5, et: 'open-circuit' }, seq: 7 };
    const answer = await server.post(url, body);
    expect([answer.statusCode, answer.json()]).toEqual([200, { taken: true, remark: null }]);
    expect(pushed).toEqual([body]);
  });

  test.each([
    [{ values: { bt: '201.5' } }, 400],
    [{ values: { bt: 'open' } }, 400],
    [{ values: {} }, 400],
    [{ bt: 201.5 }, 400],
    [{ values: { bt: 201.5 }, time: 5 }, 400],
    [{ values: { bt: 201.5 }, seq: -1 }, 400],
    [{ values: { bt: 201.5 }, seq: 1.5 }, 400],
    ['{"values":{"bt":NaN}}', 400],
    ['201.5', 400],
  ])('is told in words what is wrong with %j', async (body, status) => {
    const answer = await server.post(url, body, { 'content-type': 'application/json' });
    const problem = problemIn(answer);
    expect([answer.statusCode, problem.code]).toEqual([status, 'input.invalid']);
    expect(problem.detail?.length).toBeGreaterThan(10);
    expect(pushed).toEqual([]);
  });

  test('is answered by the reason for which it was not taken', async () => {
    receipt = refuse('driver.lost', 'not read now');
    const waits = problemIn(await server.post(url, { values: { bt: 1 } }));
    expect(waits).toMatchObject({ status: 503, code: 'driver.lost', detail: 'not read now' });
  });
});
