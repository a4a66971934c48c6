import { makeId, ok } from '@artisan-ts/domain';
import type { PushedReading } from '@artisan-ts/runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machine } from '../../test/fake-station.ts';
import { problemIn, TestServer } from '../../test/test-server.ts';

const url = `/api/v1/machines/${machine.id}/readings`;
const [first, second] = ['1', '2'].map((digit) => makeId('source', digit.padStart(32, '0')));
const pushing = {
  driver: 'push',
  settings: {},
  channels: ['bt'],
  intervalS: 1,
  connection: machine.connection,
};

let server: TestServer;
let handed: PushedReading[];

beforeEach(() => {
  server = new TestServer();
  handed = [];
  server.station.machine = { ...machine, sources: [{ ...pushing, id: first ?? '' }] };
  listenFor(first);
});
afterEach(() => server.close());

function listenFor(source = first): void {
  if (source === undefined) throw new Error('no source');
  server.pushDesk.listen(source, (reading) => {
    handed.push(reading);
    return ok({ taken: true, remark: null });
  });
}

describe('a device that posts a reading', () => {
  test('is told that it was taken', async () => {
    const answer = await server.post(url, { values: { bt: 201.5, et: 'open-circuit' }, seq: 7 });
    expect([answer.statusCode, answer.json()]).toEqual([200, { taken: true, remark: null }]);
    expect(handed).toEqual([{ values: { bt: 201.5, et: 'open-circuit' }, seq: 7 }]);
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
    expect(handed).toEqual([]);
  });

  test('has to say which of several devices it is', async () => {
    const sources = [first, second].map((id) => ({ ...pushing, id: id ?? '' }));
    server.station.machine = { ...machine, sources };
    expect(problemIn(await server.post(url, { values: { bt: 1 } })).detail).toContain(second);
    const answer = await server.post(url, { values: { bt: 1 }, source: first });
    expect(answer.statusCode).toBe(200);
    const none = await server.post(url, { values: { bt: 1 }, source: second });
    expect([none.statusCode, problemIn(none).code]).toEqual([503, 'driver.lost']);
  });

  test('is told that its machine is read another way, or is not there', async () => {
    server.station.machine = machine;
    const refused = problemIn(await server.post(url, { values: { bt: 1 } }));
    expect(refused).toMatchObject({ status: 409, code: 'request.conflict' });
    const nowhere = url.replace(machine.id, `machine_${'2'.padStart(32, '0')}`);
    expect((await server.post(nowhere, { values: { bt: 1 } })).statusCode).toBe(404);
  });
});
