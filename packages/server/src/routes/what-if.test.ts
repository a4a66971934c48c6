import { afterEach, beforeEach, expect, test } from 'vitest';
import { roast } from '../../test/fake-station.ts';
import { problemIn, TestServer } from '../../test/test-server.ts';

const path = (id = roast.id) => `/api/v1/roasts/${id}/what-if`;
const change = { lever: 'burner', fromS: 300, value: 60 };

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});
afterEach(() => server.close());

test('a question names levers, values and moments, and is answered with a band', async () => {
  const answer = await server.post(path(), { changes: [change] });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({ changes: [change], lowC: [199], highC: [201] });
});

test('a twin that learns asks to come again, one that does not know says why', async () => {
  const learning = problemIn(await server.post(path(), { changes: [{ ...change, lever: 'air' }] }));
  expect(learning).toMatchObject({ status: 503, code: 'twin.learning' });
  const other = `roast_${'2'.padStart(32, '0')}`;
  const withheld = problemIn(await server.post(path(other), { changes: [] }));
  expect(withheld).toMatchObject({ status: 409, code: 'twin.withheld', detail: 'only 3 roasts' });
});

test.each([
  {},
  { changes: [{ ...change, lever: 'damper' }] },
  { changes: [{ ...change, fromS: -1 }] },
  { changes: [{ ...change, value: 'much' }] },
  { changes: Array.from({ length: 21 }, () => change) },
])('%j is refused', async (body) => {
  expect(problemIn(await server.post(path(), body)).status).toBe(400);
});
