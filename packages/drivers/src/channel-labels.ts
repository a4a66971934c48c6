import { btChannel, type Channel, etChannel, type TemperatureUnit } from '@artisan-ts/domain';

/** A column of a machine map: what people call it, and what its number is. */
export interface LabelledValue {
  readonly label: string;
  /** The scale of a temperature; null: the number is none. */
  readonly unit: TemperatureUnit | null;
  /** Smallest step of the number, in its own unit; null when unknown. */
  readonly step: number | null;
}

/** Names of makers for the temperatures that have a fixed meaning here. */
const namedTemperatures: Readonly<Record<string, Channel['id']>> = {
  BT: 'bt',
  ET: 'et',
  IT: 'inlet',
  Inlet: 'inlet',
  DT: 'drum',
  Drum: 'drum',
  XT: 'exhaust',
  Exhaust: 'exhaust',
  Stack: 'exhaust',
};

/** What of a machine's own units can stand in an id. */
const spelledOut: readonly (readonly [string, string])[] = [
  ['%', ' pct '],
  ['+', ' plus '],
];

/** BT and ET are temperatures even where a map gives them no scale. */
export function isTemperatureLabel(label: string): boolean {
  return label === 'BT' || label === 'ET';
}

/**
 * Channels of a map, in its order, each with an id of its own: the fixed names where the label has a fixed meaning,
 * otherwise the label in camel case, counted where it stands twice.
 */
export function labelledChannels(values: readonly LabelledValue[]): readonly Channel[] {
  const taken = new Set<string>();
  return values.map((value) => {
    const named = value.unit === null ? undefined : namedTemperatures[value.label];
    const id = unused(named ?? idOfLabel(value), taken);
    taken.add(id);
    const known = id === 'bt' ? btChannel : id === 'et' ? etChannel : null;
    return {
      id,
      label: known?.label ?? value.label,
      quantity: value.unit === null ? ('other' as const) : ('temperature' as const),
      resolution: resolutionOf(value),
    };
  });
}

function resolutionOf({ unit, step }: LabelledValue): number | null {
  if (step === null || unit !== 'F') return step;
  return step / 1.8;
}

function unused(id: string, taken: ReadonlySet<string>): string {
  for (let count = 2, tried = id; ; tried = `${id}${count++}`) {
    if (!taken.has(tried)) return tried;
  }
}

/** `Burner %` is `burnerPct`, `Drum` that is no temperature is `drumSpeed`: `drum` is the temperature of the drum. */
function idOfLabel({ label, unit }: LabelledValue): string {
  if (label === 'Drum' && unit === null) return 'drumSpeed';
  const spelled = spelledOut.reduce((text, [sign, word]) => text.replaceAll(sign, word), label);
  const [first = '', ...others] =
    spelled
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .match(/[A-Za-z0-9]+/g) ?? [];
  const id = first.toLowerCase() + others.map(capitalised).join('');
  return /^[a-z][A-Za-z0-9]{0,36}$/.test(id) ? id : 'value';
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
