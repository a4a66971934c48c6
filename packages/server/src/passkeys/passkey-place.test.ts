import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { passkeyPlace } from '#passkeys/passkey-place.ts';

const placeOf = (origin?: string) =>
  passkeyPlace({ headers: origin === undefined ? {} : { origin } } as FastifyRequest);

test('pages of localhost and of names over https have a place for passkeys', () => {
  for (const [origin, name] of [
    ['http://localhost:4717', 'localhost'],
    ['https://localhost', 'localhost'],
    ['https://station.roastery.lan:8443', 'station.roastery.lan'],
  ] as const) {
    expect(placeOf(origin)).toEqual({ ok: true, value: { origin, name } });
  }
});

test('every other page is told why it has none, and what to do', () => {
  expect(placeOf('http://station.roastery.lan:4717')).toMatchObject({
    ok: false,
    message: expect.stringMatching(/over plain http: open .* or sign in with your PIN/),
  });
  for (const address of [
    'http://192.168.1.7:4717',
    'https://192.168.1.7',
    'http://127.0.0.1:4717',
    'https://[fe80::1]',
  ]) {
    expect(placeOf(address)).toMatchObject({
      code: 'request.conflict',
      message: expect.stringContaining('under the address'),
    });
  }
  for (const nonsense of [undefined, '', 'null', 'localhost']) {
    expect(placeOf(nonsense), String(nonsense)).toMatchObject({ code: 'input.invalid' });
  }
});
