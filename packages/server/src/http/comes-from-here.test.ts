import { expect, test } from 'vitest';
import { comesFromHere } from '#http/access.ts';

const at = (remoteAddress: string | undefined, headers = {}) =>
  comesFromHere({ socket: { remoteAddress }, headers: { host: 'localhost:4717', ...headers } });

test.each(['127.0.0.1', '127.0.0.53', '::1', '::ffff:127.0.0.1'])(
  'a request from %s was made at this computer',
  (address) => expect(at(address)).toBe(true),
);

test.each(['192.168.1.5', '::ffff:192.168.1.5', 'fe80::1', '', undefined])(
  'a request from %s may have come from anywhere',
  (address) => expect(at(address)).toBe(false),
);

test('what was passed on, or asks under another name, was not made here', () => {
  expect(at('127.0.0.1', { 'x-forwarded-for': '192.168.1.5' })).toBe(false);
  expect(at('127.0.0.1', { forwarded: 'for=192.168.1.5' })).toBe(false);
  expect(at('127.0.0.1', { host: 'roastery.lan:4717' })).toBe(false);
});
