import { expect, it } from 'vitest';
import { MemoryWatch } from '#live/memory-watch.ts';

const limitBytes = 100_000_000;
const looksAt = (watch: MemoryWatch, shares: readonly number[]): (string | null)[] =>
  shares.map((share) => watch.look({ usedBytes: share * limitBytes, limitBytes }));
const times = (count: number, share: number): number[] =>
  Array.from({ length: count }, () => share);

it('garbage that is collected now and then is no trouble, however much it is', () => {
  const sawTooth = Array.from({ length: 600 }, (_, second) => 0.4 + 0.55 * ((second % 25) / 25));
  expect(looksAt(new MemoryWatch(), sawTooth).filter((words) => words !== null)).toEqual([]);
});

it('memory that stays used is told after half a minute, in words, until clearly less is used', () => {
  const watch = new MemoryWatch();
  expect(looksAt(watch, times(29, 0.9)).at(-1)).toBeNull();
  expect(looksAt(watch, [0.9])).toEqual([expect.stringMatching(/90 of 100 MB. Recording goes on/)]);
  expect(looksAt(watch, times(60, 0.75)).at(-1)).toMatch(/90 of 100 MB/);
  expect(looksAt(watch, times(30, 0.6)).at(-1)).toBeNull();
});
