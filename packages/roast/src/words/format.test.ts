import { describe, expect, it } from 'vitest';
import {
  ageText,
  leverText,
  massText,
  percentText,
  signedText,
  temperatureText,
  timeText,
} from '#words/format.ts';

describe('temperatureText', () => {
  it('shows one decimal in the unit that is read', () => {
    expect(temperatureText('C', 194.44)).toBe('194.4');
    expect(temperatureText('F', 100)).toBe('212.0');
  });

  it('never shows a number for what is missing', () => {
    expect(temperatureText('C', null)).toBe('\u2013');
  });
});

describe('signedText', () => {
  it('always shows the sign', () => {
    expect(signedText('C', 8.64)).toBe('+8.6');
    expect(signedText('C', -0.44)).toBe('\u22120.4');
  });

  it('converts a difference without an offset', () => {
    expect(signedText('F', 10)).toBe('+18.0');
    expect(signedText('F', 0)).toBe('+0.0');
  });

  it('does not call a rounded nothing negative', () => {
    expect(signedText('C', -0.04)).toBe('+0.0');
  });
});

describe('the other formats', () => {
  it('write time as minutes and seconds', () => {
    expect([timeText(521), timeText(null)]).toEqual(['8:41', '\u2013']);
  });

  it('write an age in the unit a person would say', () => {
    expect([ageText(4.9), ageText(119), ageText(150), ageText(7200)]).toEqual([
      '4 s',
      '119 s',
      '2 min',
      '2 h',
    ]);
  });

  it('write a lever with the decimals of its step', () => {
    expect([leverText(3, 0.1), leverText(48, 5), leverText(null, 5)]).toEqual([
      '3.0',
      '48',
      '\u2013',
    ]);
  });

  it('write masses and shares', () => {
    expect([massText(862), massText(1000), percentText(17.34), percentText(43, 0)]).toEqual([
      '862 g',
      '1.00 kg',
      '17.3 %',
      '43 %',
    ]);
  });
});
