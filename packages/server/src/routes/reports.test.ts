import { afterEach, beforeEach, expect, test } from 'vitest';
import { roast } from '../../test/fake-station.ts';
import { problemIn, TestServer } from '../../test/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});
afterEach(() => server.close());

test('a report is a page in which nothing can run, and says by which version it was made', async () => {
  const page = await server.get(`/api/v1/roasts/${roast.id}/report`);
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.body).toContain('Printed by 1.2.3');
});

test('the same as PDF, shown in the browser and named for keeping', async () => {
  const page = await server.get('/api/v1/days/2026-11-27/report?format=pdf');
  expect(page.headers['content-type']).toBe('application/pdf');
  expect(page.headers['content-disposition']).toBe('inline; filename="report-2026-11-27.pdf"');
  expect(page.body).toBe('%PDF 2026-11-27');
});

test('a coffee may be named by what was written about its beans', async () => {
  const name = encodeURIComponent('Yirga & Guji');
  expect((await server.get(`/api/v1/coffees/${name}/report`)).statusCode).toBe(200);
  const absent = await server.get(`/api/v1/coffees/${encodeURIComponent('x'.repeat(300))}/report`);
  expect(problemIn(absent)).toMatchObject({ status: 404, code: 'request.not-found' });
});

test.each([
  ['/api/v1/roasts/roast_00000000000000000000000000000009/report', 404],
  [`/api/v1/roasts/${roast.id}/report?reference=roast_00000000000000000000000000000009`, 404],
  [`/api/v1/roasts/${roast.id}/report?format=doc`, 400],
  [`/api/v1/roasts/${roast.id}/report?unit=K`, 400],
  ['/api/v1/days/2026-13-40/report', 400],
  ['/api/v1/days/yesterday/report', 400],
])('%s is refused with %d', async (url, status) => {
  expect(problemIn(await server.get(url)).status).toBe(status);
});
