import { expect, test } from 'vitest';
import { hostRule } from '#http/hosts.ts';

const loopback = hostRule({ listen: '127.0.0.1', allowedHosts: ['Roastery.lan'] });
const everywhere = hostRule({ listen: '0.0.0.0', allowedHosts: [] });

test.each(['localhost:4717', '127.0.0.1:4717', '[::1]:4717', 'LOCALHOST', 'roastery.lan:80'])(
  'a request for %s is served',
  (host) => expect(loopback({ host })).toBeNull(),
);

test.each([
  'evil.example',
  'localhost.evil.example:4717',
  '192.168.1.5:4717',
  '',
  'a b',
  undefined,
])('a request for "%s" is refused, because its name may have been made to point here', (host) =>
  expect(loopback({ host })).toContain('is not this station'),
);

test('a station that listens on every address is reached by any address in digits, not by any name', () => {
  expect(everywhere({ host: '192.168.1.5:4717' })).toBeNull();
  expect(everywhere({ host: '[fe80::1]:4717' })).toBeNull();
  expect(everywhere({ host: 'evil.example' })).not.toBeNull();
});

test('only a page of the very same address may call', () => {
  const host = 'localhost:4717';
  expect(loopback({ host, origin: 'http://localhost:4717' })).toBeNull();
  for (const origin of ['http://localhost:5173', 'https://evil.example', 'null', 'file://', '']) {
    expect(loopback({ host, origin })).toContain('may not use this station');
  }
});
