import { afterEach, describe, expect, it, vi } from 'vitest';
import { request } from '#api/request.ts';

afterEach(() => vi.unstubAllGlobals());

describe('a request whose answer is lost', () => {
  it('does not say of a change that it was not made', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(request('/machines/m/marks', { method: 'POST', json: {} })).rejects.toMatchObject({
      code: 'network',
      message: 'The station does not answer. It may have taken this: look before you try again.',
    });
    await expect(request('/machines')).rejects.toMatchObject({
      message: 'The station does not answer.',
    });
  });

  it('is refused in the same words when the answer breaks off in its middle', async () => {
    const body = new ReadableStream({
      start: (to) => to.error(new DOMException('The operation timed out.', 'TimeoutError')),
    });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(body)));
    await expect(request('/machines')).rejects.toMatchObject({
      name: 'RequestRefused',
      message: 'The station does not answer.',
    });
  });
});
