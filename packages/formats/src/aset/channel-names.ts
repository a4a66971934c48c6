import { defaultTypeName, standardTypeNames } from '#alog/event-types.ts';
import type { AsetFields } from '#aset/fields.ts';

/** The names of the event types: four levers, and notes. */
export function eventTypeNames(fields: AsetFields): readonly string[] {
  const group = fields.groupOf('etypes') ?? fields.groupOf('default_etypes_set');
  const own = group === null ? [] : fields.texts(group, 'etypes');
  const sets = group === null ? [] : fields.numbers(group, 'default_etypes_set');
  return standardTypeNames.map((_, type) => own[type] || defaultTypeName(type, sets[type] ?? 0));
}

/** An input of a device: what it is called, and what Artisan computes of it (`x-1`); empty: nothing. */
export interface AsetInput {
  readonly label: string;
  readonly formula: string;
}

/** A pair of channels of an extra device of Artisan. */
export interface ExtraPair {
  readonly deviceId: number;
  readonly inputs: readonly [AsetInput, AsetInput];
}

/** The extra devices in their order, with what their two channels are called. */
export function extraPairs(fields: AsetFields): readonly ExtraPair[] {
  const group = fields.groupOf('extradevices');
  if (group === null) return [];
  const types = eventTypeNames(fields);
  const side = (number: 1 | 2): ((at: number) => AsetInput) => {
    const names = fields.texts(group, `extraname${number}`);
    const formulas = fields.texts(group, `extramathexpression${number}`);
    return (at) => ({
      label: plainLabel(names[at] ?? '', types) || `Extra ${at + 1} ${number}`,
      formula: formulas[at] ?? '',
    });
  };
  const [first, second] = [side(1), side(2)];
  return fields.numbers(group, 'extradevices').flatMap((deviceId, at): ExtraPair[] => {
    return deviceId === null ? [] : [{ deviceId, inputs: [first(at), second(at)] }];
  });
}

/** `{3}` stands for the fourth event type; signs that separate channels here are left out. */
function plainLabel(name: string, types: readonly string[]): string {
  return name
    .replaceAll(/\{(\d)\}/g, (_, digit: string) => types[Number(digit)] ?? '')
    .replaceAll(/[=;:\p{C}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 40);
}

/** ET and BT change places: the first input of the device is ET. */
export function isSwapped(fields: AsetFields): boolean {
  const group = fields.groupOf('swapETBT');
  return group !== null && fields.flag(group, 'swapETBT');
}

/** BT and ET, with what is computed of them. */
export function mainInputs(fields: AsetFields): readonly [AsetInput, AsetInput] {
  const input = (label: 'BT' | 'ET'): AsetInput => {
    const group = fields.groupOf(`${label}function`);
    const formula = group === null ? null : fields.text(group, `${label}function`);
    return { label, formula: formula ?? '' };
  };
  return [input('BT'), input('ET')];
}

/**
 * The inputs 1, 2, 3, ... of a device: BT and ET, then the channels of the extra devices that read further inputs of it.
 * `extras`: their numbers, in the order of the inputs.
 */
export function deviceInputs(fields: AsetFields, extras: readonly number[]): readonly AsetInput[] {
  const [bt, et] = mainInputs(fields);
  const pairs = extraPairs(fields);
  const more = extras.flatMap((id, at): readonly AsetInput[] => {
    const unnamed = (number: number): AsetInput => ({ label: `Input ${number}`, formula: '' });
    const pair = pairs.find(({ deviceId }) => deviceId === id);
    return pair?.inputs ?? [unnamed(3 + 2 * at), unnamed(4 + 2 * at)];
  });
  return isSwapped(fields) ? [et, bt, ...more] : [bt, et, ...more];
}
