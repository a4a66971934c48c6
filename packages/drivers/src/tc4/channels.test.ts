import { describe, expect, it } from 'vitest';
import { channelsProblem, tc4Layout, tc4Values } from '#tc4/channels.ts';

describe('the channels of a TC4', () => {
  it('puts BT first and finds it behind ET and the ambient temperature', () => {
    const layout = tc4Layout('1200');
    expect(layout.channels.map((channel) => channel.id)).toEqual(['bt', 'et', 'ambient']);
    expect(tc4Values(layout, 'C', [24, 210, 180]).values).toEqual([180, 210, 24]);
  });

  it('counts only active channels, in the order of their digits', () => {
    const layout = tc4Layout('0304');
    expect(layout.channels.map((channel) => channel.id)).toEqual(['bt', 'chan4', 'ambient']);
    expect(layout.fieldCount).toBe(3);
    expect(tc4Values(layout, 'C', [24, 180, 55]).values).toEqual([180, 55, 24]);
  });

  it('converts every temperature of a board that answers in Fahrenheit', () => {
    const { values } = tc4Values(tc4Layout('1200'), 'F', [75.2, 410, 356]);
    expect(values.map((value) => value?.toFixed(6))).toEqual([
      '180.000000',
      '210.000000',
      '24.000000',
    ]);
  });

  it('gives each missing value its reason, and believes nothing a type K probe cannot show', () => {
    const sample = tc4Values(tc4Layout('1200'), 'C', [24, 'open-circuit', 2023]);
    expect(sample).toEqual({
      values: [null, null, 24],
      missing: ['out-of-range', 'open-circuit', null],
    });
  });

  it.each([
    ['120', /four digits/],
    ['1250', /four digits/],
    ['1100', /uses an input twice/],
    ['1000', /gives BT no input/],
  ])('says what is wrong with the digits "%s"', (digits, words) => {
    expect(channelsProblem(digits)).toMatch(words);
  });
});
