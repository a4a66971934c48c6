import { expect, it } from 'vitest';
import { makeId } from '#ids.ts';
import { displayUnitOf, type Source } from '#machine.ts';

const source = (settings: Source['settings']): Source => ({
  id: makeId('source', '1'.repeat(32)),
  driver: 'tc4',
  settings,
  streams: [],
  clockRate: 1,
});

it('a machine whose board answers in Fahrenheit is read in Fahrenheit, any other in Celsius', () => {
  expect(displayUnitOf([source({ unit: 'F' }), source({ unit: 'C' })])).toBe('F');
  expect(displayUnitOf([source({ unit: 'C' }), source({ unit: 'F' })])).toBe('C');
  expect(displayUnitOf([source({ seed: 1 })])).toBe('C');
});
