import { idHex, WallMs } from '@artisan-ts/domain';
import { expect, test } from 'vitest';
import { UuidV7Ids } from '#platform/uuid-v7.ts';

test('an id carries the wall time, the version and the variant of RFC 9562', () => {
  const hex = idHex(new UuidV7Ids(() => WallMs(0x0123456789ab)).next('roast'));
  expect(hex.slice(0, 12)).toBe('0123456789ab');
  expect(hex[12]).toBe('7');
  expect('89ab').toContain(hex[16]);
});

test('ids grow within a millisecond, past the end of the counter and while the clock steps back', () => {
  let nowMs = 1_700_000_000_000;
  const ids = new UuidV7Ids(() => WallMs(nowMs));
  const made = Array.from({ length: 10_000 }, () => ids.next('mark'));
  nowMs -= 5000;
  made.push(ids.next('mark'), ids.next('mark'));
  expect(made).toEqual([...made].sort());
  expect(new Set(made).size).toBe(made.length);
});
