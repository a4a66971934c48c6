import { expect, test } from 'vitest';
import { systemSecrets } from '#platform/secrets.ts';

test('a PIN opens what it sealed, and no other does; two seals of one PIN differ', async () => {
  const sealed = await systemSecrets.seal('2468');
  expect(sealed).not.toContain('2468');
  expect(await systemSecrets.seal('2468')).not.toBe(sealed);
  expect(await systemSecrets.opens('2468', sealed)).toBe(true);
  expect(await systemSecrets.opens('2469', sealed)).toBe(false);
  expect(await systemSecrets.opens('2468', '')).toBe(false);
  expect(await systemSecrets.opens('2468', sealed.replace('scrypt:', 'plain:'))).toBe(false);
});

test('tokens are long and never twice the same', () => {
  const tokens = Array.from({ length: 1000 }, () => systemSecrets.token());
  expect(new Set(tokens).size).toBe(1000);
  expect(tokens.every((token) => /^[\w-]{43}$/.test(token))).toBe(true);
  expect(systemSecrets.digest('a')).toMatch(/^[0-9a-f]{64}$/);
});
