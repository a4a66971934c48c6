import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArtisanError } from '#errors/artisan-error.ts';
import {
  Celsius,
  CelsiusDelta,
  temperatureDeltaFrom,
  temperatureDeltaIn,
  temperatureDifference,
  temperatureFrom,
  temperatureIn,
  warmedBy,
} from '#quantity/temperature.ts';

const anyTemperature = fc.double({ min: -273, max: 2000, noNaN: true });

describe('a temperature', () => {
  it('reads 392 F at 200 C', () => {
    expect(temperatureIn('F', Celsius(200))).toBeCloseTo(392, 9);
    expect(temperatureFrom('F', 392)).toBeCloseTo(200, 9);
  });

  it('comes back from Fahrenheit as it was', () => {
    fc.assert(
      fc.property(anyTemperature, (value) => {
        expect(temperatureFrom('F', temperatureIn('F', Celsius(value)))).toBeCloseTo(value, 9);
      }),
    );
  });

  it('is refused when it is not a number', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => Celsius(value)).toThrow(ArtisanError);
    }
  });
});

describe('a temperature difference', () => {
  it('converts without the offset', () => {
    expect(temperatureDeltaIn('F', CelsiusDelta(10))).toBeCloseTo(18, 9);
    expect(temperatureDeltaFrom('F', 18)).toBeCloseTo(10, 9);
  });

  it('commutes with conversion: the difference of two readings is the reading of the difference', () => {
    fc.assert(
      fc.property(anyTemperature, anyTemperature, (to, from) => {
        const inF = temperatureIn('F', Celsius(to)) - temperatureIn('F', Celsius(from));
        const delta = temperatureDifference(Celsius(to), Celsius(from));
        expect(temperatureDeltaIn('F', delta)).toBeCloseTo(inF, 6);
        expect(warmedBy(Celsius(from), delta)).toBeCloseTo(to, 9);
      }),
    );
  });

  it('is another type than a temperature', () => {
    // @ts-expect-error a temperature is not a difference
    const wrong: CelsiusDelta = Celsius(20);
    expect(wrong).toBe(20);
  });
});
