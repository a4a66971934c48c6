import { afterEach, beforeEach, expect, test } from 'vitest';
import { marksPath, problemIn, TestServer } from '../../test/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});
afterEach(() => server.close());

const marks = 'charge, turningPoint, dryEnd, ';

test('a field of a body is called as it was sent, and told with what to give', async () => {
  const told = problemIn(await server.post(marksPath, { kind: 'foo', action: 'set' }));
  expect(told.detail).toContain(`kind is "foo": give one of ${marks}`);
  expect(told.errors).toEqual([{ path: 'body/kind', message: told.detail }]);
});

test('a part of an address and of a query is said to be one', async () => {
  const inQuery = problemIn(await server.get('/api/v1/roasts?limit=0&colour=red'));
  expect(inQuery.detail).toMatch(
    /^\?limit is "0": give a whole number from 1 to 200; \?colour is no field here: leave it out/,
  );
  const inAddress = problemIn(await server.get('/api/v1/roasts/last'));
  expect(inAddress.detail).toBe(
    'id in the address is "last": give an id: roast_ and 32 digits of 0-9 and a-f',
  );
});

test('whatever is sent, the answer stays short and names what was sent in a few characters', async () => {
  const long = 'x'.repeat(100_000);
  const many = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, at) => [`${long.slice(0, 50)}${at}`, 1]),
  );
  for (const body of [{ kind: long }, { kind: 'drop', action: 'set', ...many }, { [long]: 1 }]) {
    const response = await server.post(marksPath, body);
    expect(problemIn(response).code).toBe('input.invalid');
    expect(response.body.length).toBeLessThan(12_000);
  }
});

test('a body that is not there is said to be missing', async () => {
  const told = problemIn(await server.post(marksPath, ''));
  expect(told.detail).toBe('the body is missing: give an object with kind, action, at');
});
