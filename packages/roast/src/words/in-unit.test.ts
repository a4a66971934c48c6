import { describe, expect, it } from 'vitest';
import { inUnit } from '#words/in-unit.ts';

describe('a sentence that was kept in Celsius', () => {
  it.each([
    [
      'BT reached 195.3 C, rising 6.2 C/min; first crack was marked at about 195 C in the last 5 roasts here',
      'BT reached 383.5 \u00b0F, rising 11.2 \u00b0F/min; first crack was marked at about 383 \u00b0F in the last 5 roasts here',
    ],
    [
      'BT fell 62 C in 20 s from a steady 208 C',
      'BT fell 112 \u00b0F in 20 s from a steady 406 \u00b0F',
    ],
    ['BT rose 90 C in 40 s from a cold 24 C', 'BT rose 162 \u00b0F in 40 s from a cold 75 \u00b0F'],
    ['5 cracks in 10 s', '5 cracks in 10 s'],
    ['Channel 3 Crack box', 'Channel 3 Crack box'],
    ['', ''],
  ])('reads in Fahrenheit: %s', (kept, read) => {
    expect(inUnit(kept, 'F')).toBe(read);
  });

  it('reads with a degree sign in Celsius', () => {
    expect(inUnit('lowest BT since charge, 92.4 C', 'C')).toBe(
      'lowest BT since charge, 92.4 \u00b0C',
    );
  });
});
