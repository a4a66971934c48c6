import { SimulatedClock } from '@artisan-ts/testkit';
import { expect, test } from 'vitest';
import { ChallengeBook } from '#passkeys/challenge-book.ts';

test('a challenge is good once, for what it was given, for five minutes', async () => {
  const clock = new SimulatedClock();
  const book = new ChallengeBook(clock);
  book.give('a', 'sign in');
  expect([book.take('a', 'sign in'), book.take('a', 'sign in')]).toEqual([true, false]);
  book.give('b', 'person_1');
  // Asked for another purpose it is spent as well: nobody tries one through.
  expect([book.take('b', 'sign in'), book.take('b', 'person_1')]).toEqual([false, false]);
  expect(book.take('never given', 'sign in')).toBe(false);
  book.give('c', 'sign in');
  book.give('d', 'sign in');
  await clock.advance(300_000);
  expect(book.take('c', 'sign in')).toBe(true);
  await clock.advance(1);
  expect(book.take('d', 'sign in')).toBe(false);
});

test('questions that nobody answers do not fill the memory: the oldest go', () => {
  const book = new ChallengeBook(new SimulatedClock());
  for (let n = 0; n <= 1_000; n++) book.give(`c${n}`, 'sign in');
  expect(book.take('c0', 'sign in')).toBe(false);
  expect(book.take('c1', 'sign in')).toBe(true);
  expect(book.take('c1000', 'sign in')).toBe(true);
});
