import { expect, test } from 'vitest';
import { passkeyObstacle, passkeyRefusal } from '#session/passkey-words.ts';

const at = (protocol: string, hostname: string) => passkeyObstacle({ protocol, hostname }, true);

test('where browsers give passkeys nothing stands in the way', () => {
  expect(at('http:', 'localhost')).toBeNull();
  expect(at('https:', 'station.roastery.lan')).toBeNull();
});

test('where they do not, the page says why and what to do', () => {
  expect(at('http:', '127.0.0.1')).toContain('open http://localhost');
  expect(at('http:', '192.168.1.7')).toContain('plain http');
  expect(at('http:', 'station.roastery.lan')).toContain('plain http');
  expect(at('https:', '192.168.1.7')).toContain('under its name');
  expect(passkeyObstacle({ protocol: 'https:', hostname: 'a.lan' }, false)).toContain('knows no');
});

test('what a browser refuses is said in words', () => {
  expect(passkeyRefusal(new DOMException('x', 'NotAllowedError'))).toContain('Try again');
  expect(passkeyRefusal(new DOMException('x', 'InvalidStateError'))).toContain('already');
  expect(passkeyRefusal('nonsense')).toContain('Use your PIN');
});
