import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { problemIn, TestServer } from '../../test/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});
afterEach(() => server.close());

describe('the screen', () => {
  test('every address of it answers with its document, unhashed and never stored', async () => {
    for (const url of ['/', '/roasts', '/roasts/123']) {
      const response = await server.get(url, { accept: 'text/html' });
      expect([response.statusCode, response.body]).toEqual([
        200,
        expect.stringContaining('<title>'),
      ]);
      expect(response.headers['cache-control']).toBe('no-cache');
    }
  });

  test('a hashed file may be kept for ever, a missing one is not the document', async () => {
    const asset = await server.get('/assets/index-abc123.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(problemIn(await server.get('/assets/index-old.js')).status).toBe(404);
    expect(problemIn(await server.get('/api/v1/nothing', { accept: 'text/html' })).status).toBe(
      404,
    );
  });

  test('files outside of its folder cannot be reached', async () => {
    for (const url of ['/../package.json', '/..%2f..%2fetc%2fpasswd', '/assets/..%5c..%5cx']) {
      expect((await server.get(url)).statusCode).toBeGreaterThanOrEqual(400);
    }
  });

  test('pages may neither be framed nor run what others wrote', async () => {
    const policy = String((await server.get('/')).headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
  });
});
