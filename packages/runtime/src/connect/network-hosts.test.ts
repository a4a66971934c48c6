import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostsOf } from '#connect/network-hosts.ts';

test('a network has the addresses between its own and the one for all', () => {
  const home = hostsOf('192.168.1.0/24');
  expect([home.length, home[0], home.at(-1)]).toEqual([254, '192.168.1.1', '192.168.1.254']);
  expect(hostsOf('10.1.2.129/30')).toEqual(['10.1.2.129', '10.1.2.130']);
  expect(hostsOf('172.30.28.0/22').at(300)).toBe('172.30.29.45');
});

test('what is too large to be looked through, or no network, has none', () => {
  for (const text of ['10.0.0.0/8', '10.0.0.0/31', '300.1.1.0/24', '1.2.3/24', '', 'fe80::/64']) {
    expect(hostsOf(text)).toEqual([]);
  }
  fc.assert(fc.property(fc.string(), (text) => hostsOf(text).length < 1023));
});
