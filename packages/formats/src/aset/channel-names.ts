import type { AsetFields } from '#aset/fields.ts';

/** Names of event types, where a file has none of its own. */
const eventNames = ['Air', 'Drum', 'Damper', 'Burner'];

/** The names of the four levers. */
export function eventTypeNames(fields: AsetFields): readonly string[] {
  const group = fields.groupOf('etypes');
  const own = group === null ? [] : fields.texts(group, 'etypes');
  return eventNames.map((name, at) => own[at] || name);
}

/** A pair of channels of an extra device of Artisan. */
export interface ExtraPair {
  readonly deviceId: number;
  readonly labels: readonly [string, string];
}

/** The extra devices in their order, with what their two channels are called. */
export function extraPairs(fields: AsetFields): readonly ExtraPair[] {
  const group = fields.groupOf('extradevices');
  if (group === null) return [];
  const [first, second] = [fields.texts(group, 'extraname1'), fields.texts(group, 'extraname2')];
  const types = eventTypeNames(fields);
  return fields.numbers(group, 'extradevices').flatMap((deviceId, at) => {
    if (deviceId === null) return [];
    const label = (name: string | undefined, side: number): string =>
      plainLabel(name ?? '', types) || `Extra ${at + 1} ${side}`;
    return [{ deviceId, labels: [label(first[at], 1), label(second[at], 2)] as const }];
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

/**
 * What the inputs 1, 2, 3, ... of a device are called: BT and ET, then the channels of the extra devices that read further
 * inputs of it. `extras`: their numbers, in the order of the inputs.
 */
export function inputLabels(
  pairs: readonly ExtraPair[],
  extras: readonly number[],
): readonly string[] {
  const more = extras.flatMap((id, at) => {
    const pair = pairs.find(({ deviceId }) => deviceId === id);
    return pair?.labels ?? [`Input ${3 + 2 * at}`, `Input ${4 + 2 * at}`];
  });
  return ['BT', 'ET', ...more];
}
