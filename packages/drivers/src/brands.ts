import type { DeviceModel } from '@artisan-ts/runtime';

/** Brands of more than one word, as the names of machines begin. */
const longBrands: readonly string[] = [
  'BC Roaster',
  'Coffee Machines Sale',
  'Dutch Master Roaster',
  'Fabrica Roasters',
  'Golden Roasters',
  'Has Garanti',
  'Mill City Roasters',
  'Neuhaus Neotec',
  'OTesla Roaster',
  'R & R',
  'Rasco Mac',
  'Roastmax Roasters',
  'San Franciscan',
  'Sweet Coffee Italia',
  'US Roaster Corp',
];

/** `Mill City Roasters Standard Control Panel` as brand and model; a name that is a brand alone is its own model. */
export function brandAndModel(name: string): Pick<DeviceModel, 'brand' | 'model'> {
  const long = longBrands.find((brand) => name === brand || name.startsWith(`${brand} `));
  const brand = long ?? name.split(' ', 1)[0] ?? name;
  const model = name.slice(brand.length).trim();
  return { brand, model: model === '' ? name : model };
}
