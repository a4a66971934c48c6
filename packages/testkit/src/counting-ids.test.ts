import { idHex, isId } from '@artisan-ts/domain';
import { expect, it } from 'vitest';
import { CountingIds } from '#counting-ids.ts';

it('counts ids up over all kinds, sorted by birth, in the shape of a UUIDv7', () => {
  const ids = new CountingIds();
  const roasts = Array.from({ length: 300 }, () => ids.next('roast'));
  const hexes = [...roasts, ids.next('machine')].map(idHex);
  expect(roasts.every((id) => isId('roast', id))).toBe(true);
  expect([...hexes].sort()).toEqual(hexes);
  expect(new Set(hexes).size).toBe(301);
  expect(hexes.every((hex) => /^.{12}7.{3}[89ab]/.test(hex))).toBe(true);
});

it('counts the same way in every run', () => {
  expect(new CountingIds().next('boot')).toBe(new CountingIds().next('boot'));
});
