import { afterEach, beforeEach, expect, test } from 'vitest';
import { problemIn, TestServer } from '../../test/test-server.ts';

const idOf = (number: number) => `roast_${number.toString(16).padStart(32, '0')}`;

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});
afterEach(() => server.close());

test.each([1, 2, 50])('%d roasts are named one by one', async (count) => {
  const query = Array.from({ length: count }, (_, i) => `roast=${idOf(i + 1)}`).join('&');
  const compared = await server.get(`/api/v1/compare?${query}&align=drop`);
  expect(compared.json()).toEqual({ align: 'drop', referenceId: idOf(1), roasts: [] });
});

test.each([
  '',
  'roast=twin',
  `roast=${idOf(1)}&align=coolEnd`,
  Array.from({ length: 51 }, (_, i) => `roast=${idOf(i + 1)}`).join('&'),
  `roast=${idOf(1)}&reference=${idOf(2)}`,
])('compare?%s is refused', async (query) => {
  expect(problemIn(await server.get(`/api/v1/compare?${query}`)).status).toBe(400);
});

test('consistency is asked by what batches have in common', async () => {
  expect((await server.get('/api/v1/consistency?by=person')).json()).toMatchObject({
    by: 'person',
  });
  expect(problemIn(await server.get('/api/v1/consistency?by=moon')).status).toBe(400);
  expect(problemIn(await server.get('/api/v1/consistency?from=2026-02-31')).status).toBe(400);
});
