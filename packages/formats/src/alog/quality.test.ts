import { type RoastQuality, roastObservations } from '@artisan-ts/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { alogText, dictOf, readParts, readText, testProgram } from '#alog/alog-under-test.ts';
import { writeAlog } from '#alog/write.ts';

const full = {
  weight: [12.5, 10.6, 'Kg'],
  defects_weight: 0.25,
  density: [180n, 'g', 250n, 'ml'],
  density_roasted: [0.38, 'Kg', 1n, 'l'],
  moisture_greens: 11.3,
  moisture_roasted: 2.1,
  whole_color: 62n,
  ground_color: 71n,
  color_system: 'Agtron',
  ambientTemp: 23.4,
  ambient_humidity: 48n,
  ambient_pressure: 1013.2,
  scorching: true,
  tipping: false,
  oily: 1n,
  cuppingnotes: 'caf\\xe9\\nsweet',
};

it('the quality of a roast is read in our units', () => {
  expect(readParts(full).record.quality).toEqual({
    values: {
      defectsG: 250,
      densityGreenGPerL: 720,
      densityRoastedGPerL: 380,
      moistureGreenPct: 11.3,
      moistureRoastedPct: 2.1,
      wholeColour: 62,
      groundColour: 71,
      colourSystem: 'Agtron',
      ambientC: 23.4,
      ambientHumidityPct: 48,
      ambientPressureHPa: 1013.2,
      observations: ['oily', 'scorching'],
      cuppingNotes: 'café\nsweet',
    },
    corrections: [],
    photos: [],
  });
});

it('zeros and empty texts of a file are not measured, and a file without any says nothing', () => {
  const parts = { defects_weight: 0, density: [0, 'g', 1, 'l'], whole_color: 0, color_system: '' };
  expect(readParts({ ...parts, ambientTemp: 0, oily: false }).record).not.toHaveProperty('quality');
});

it('what was not changed is written as it stood, to the last digit', () => {
  const { record } = readParts(full);
  const written = dictOf(writeAlog(record, testProgram));
  const read = dictOf(alogText(full));
  for (const key of Object.keys(full)) expect(written.get(key), key).toEqual(read.get(key));
});

it('what was changed is written in the units of the file, and the rest stays', () => {
  const { record } = readParts({ ...full, mode: 'F', ambientTemp: 74 });
  const values: RoastQuality['values'] = {
    ...record.quality?.values,
    defectsG: 500,
    densityGreenGPerL: 700,
    moistureRoastedPct: null,
    waterActivity: 0.55,
    quakers: 0,
    observations: ['scorching', 'divots'],
  };
  const changed = { ...record, quality: { values, corrections: [], photos: [] } };
  const written = dictOf(writeAlog(changed, testProgram));
  expect(written.get('defects_weight')).toBe(0.5);
  expect(written.get('density')).toEqual([700, 'g', 1, 'l']);
  expect(written.get('moisture_roasted')).toBe(0);
  expect(written.get('ambientTemp')).toBe(74);
  expect([written.get('oily'), written.get('divots')]).toEqual([false, true]);
  expect(readText(writeAlog(changed, testProgram)).record.quality?.values).toEqual({
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)),
    observations: ['scorching', 'divots'],
  });
});

it('a roast that never was a file comes back with the same quality', () => {
  const number = (max: number) => fc.double({ min: 0.01, max, noNaN: true });
  const some = fc.record(
    {
      defectsG: number(1e5),
      wholeColour: number(150),
      groundColour: number(150),
      colourSystem: fc.constantFrom('Agtron', 'Tonino'),
      moistureGreenPct: number(20),
      moistureRoastedPct: number(5),
      densityGreenGPerL: number(900),
      densityRoastedGPerL: number(900),
      waterActivity: fc.double({ min: 0, max: 1, noNaN: true }),
      quakers: fc.nat(50),
      ambientC: fc.double({ min: -20, max: 50, noNaN: true }),
      ambientHumidityPct: number(100),
      ambientPressureHPa: number(1100),
      observations: fc
        .subarray([...roastObservations], { minLength: 1 })
        .map((seen) => roastObservations.filter((name) => seen.includes(name))),
      profile: fc.string({ minLength: 1, unit: 'grapheme' }),
      person: fc.string({ minLength: 1, unit: 'grapheme' }),
      cuppingNotes: fc.string({ minLength: 1, unit: 'grapheme' }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(some, fc.constantFrom('C', 'F'), (values, displayUnit) => {
      const { foreign: _, quality: __, ...bare } = readParts({}).record;
      const quality = { values, corrections: [], photos: [] } as RoastQuality;
      const record = { ...bare, displayUnit, foreign: null, quality } as const;
      const read = readText(writeAlog(record, testProgram)).record.quality?.values ?? {};
      expect(Object.keys(read).sort()).toEqual(Object.keys(values).sort());
      for (const [name, value] of Object.entries(values)) {
        const back = read[name as keyof typeof read];
        if (typeof value === 'number') expect(back, name).toBeCloseTo(value, 6);
        else expect(back, name).toEqual(value);
      }
    }),
    { numRuns: 200 },
  );
});
