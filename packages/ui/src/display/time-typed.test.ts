import { expect, it } from 'vitest';
import { timeTyped } from '#display/time-typed.ts';

it.each([
  ['7:45', 465],
  ['0:05.5', 5.5],
  ['465', 465],
  [' 12:00 ', 720],
  ['-0:30', -30],
  ['7:75', null],
  ['', null],
  ['soon', null],
])('"%s" is %s seconds', (text, timeS) => {
  expect(timeTyped(text)).toBe(timeS);
});
