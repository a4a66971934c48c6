import { expect, test } from 'vitest';
import { minutes, plain, table } from '#cli/text.ts';

test('seconds read as on the screen: the minute and second in which they lie', () => {
  expect([0, 59.5, 545, -30, -0.2].map(minutes)).toEqual(['0:00', '0:59', '9:05', '-0:30', '0:00']);
});

test('columns of a table align, numbers to the right', () => {
  expect(
    table(
      ['Mark', 'Time'],
      [
        ['Charge', '0:00'],
        ['Drop', '10:05'],
      ],
    ),
  ).toEqual(['Mark     Time', 'Charge   0:00', 'Drop    10:05']);
});

test('what stands in a file commands no terminal', () => {
  const title = '\u001b[31mKochere\u001b]0;other\u0007 \u009b2J\u202ecba';
  expect(plain(title)).toBe('\u{fffd}[31mKochere\u{fffd}]0;other\u{fffd} \u{fffd}2J\u{fffd}cba');
  expect(plain('two\nlines\tof 咖啡')).toBe('two\nlines\tof 咖啡');
});
