import type { DriverKindDto } from '@artisan-ts/contracts';
import { expect, test } from 'vitest';
import { catalogueOf, found, nameOf, shelvesOf } from '#screens/connect/catalogue.ts';

const kind = (name: string, label: string, models: DriverKindDto['models']): DriverKindDto => ({
  name,
  label,
  origin: 'measured',
  fields: [],
  ...(models && { models }),
});

const entries = catalogueOf([
  kind('s7', 'Siemens S7', [
    { brand: 'Giesen', model: 'W15A', settings: { machine: 'Giesen W15A' }, wire: 'network' },
    { brand: 'Giesen', model: 'W6A', settings: { machine: 'Giesen W6A' }, wire: 'network' },
    { brand: 'Bühler', model: 'RM 20', settings: {} },
  ]),
  kind('tc4', 'TC4 board', undefined),
]);

test('a search finds words in any order, case and accent', () => {
  const names = (search: string) => found(entries, search).map(nameOf);
  expect(names('w6 giesen')).toEqual(['Giesen W6A']);
  expect(names('buhler')).toEqual(['Bühler RM 20']);
  expect(names('tc4')).toEqual(['TC4 board']);
  expect(names('')).toHaveLength(5);
  expect(names('loring')).toEqual([]);
});

test('brands stand in the order of the alphabet, models in the order of their numbers', () => {
  const shelves = shelvesOf(entries).map(({ brand, entries: own }) => [
    brand,
    own.map(({ model }) => model),
  ]);
  expect(shelves).toEqual([
    ['Bühler', ['RM 20']],
    ['Giesen', ['W6A', 'W15A']],
  ]);
});
