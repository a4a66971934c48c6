import { type LeverId, type LeverSpec, type NamedLever, namedLevers } from '@artisan-ts/domain';
import type { AlogFields } from '#alog/fields.ts';
import { laxInteger } from '#alog/lax.ts';
import { idFromName } from '#alog/name-id.ts';

/** Types 0 to 3 of an event are levers; an event of type 4 is a note. */
export const leverTypes = 4;
export const noteType = 4;

/** Artisan's two sets of English names. A file says which set, so that its own language does not matter. */
const defaultNames = [
  ['Air', 'Drum', 'Damper', 'Burner', '--'],
  ['Fan', 'Drum', 'Cooling', 'Heater', '--'],
] as const;

/** The names of a file that has none of its own. */
export const standardTypeNames: readonly string[] = defaultNames[0];

/** What people call the levers that have a fixed meaning, the plainest name first. */
const synonyms: Readonly<Record<NamedLever, readonly string[]>> = {
  burner: ['burner', 'heater', 'heat', 'gas', 'flame'],
  air: ['air', 'fan', 'airflow', 'air flow'],
  drumSpeed: ['drum', 'drum speed', 'drumspeed'],
  damper: ['damper'],
};

/** Names of the five event types. */
export function readTypeNames(fields: AlogFields): readonly string[] {
  const sets = fields.list('default_etypes_set') ?? [];
  return standardTypeNames.map((standard, type) =>
    fields.flagAt('default_etypes', type)
      ? defaultTypeName(type, laxInteger(sets[type]))
      : fields.textAt('etypes', type) || standard,
  );
}

/** What Artisan calls an event type that has no name of its own, in one of its two sets of names (0, 1). */
export function defaultTypeName(type: number, set: number | null): string {
  return defaultNames[set === 1 ? 1 : 0][type] ?? '--';
}

/** The lever of each event type that is used. */
export function leverOfType(
  names: readonly string[],
  usedTypes: readonly number[],
): ReadonlyMap<number, LeverId> {
  const levers = new Map<number, LeverId>();
  for (const lever of namedLevers) {
    const type = synonyms[lever]
      .map((name) => usedTypes.find((used) => names[used]?.trim().toLowerCase() === name))
      .find((found) => found !== undefined);
    if (type !== undefined) levers.set(type, lever);
  }
  for (const type of usedTypes) {
    if (levers.has(type)) continue;
    const taken = new Set<string>([...namedLevers, ...levers.values()]);
    levers.set(type, idFromName(names[type] ?? '', `lever${type + 1}`, taken));
  }
  return levers;
}

/** Where a lever belongs when the file does not say. */
const usualType: Readonly<Partial<Record<LeverId, number>>> = {
  air: 0,
  drumSpeed: 1,
  damper: 2,
  burner: 3,
};

/** Gives every lever an event type of its own, as long as there are any; `given` are settled already. */
export function typeOfLever(
  levers: readonly Pick<LeverSpec, 'id'>[],
  given: ReadonlyMap<number, LeverId>,
): ReadonlyMap<LeverId, number> {
  const types = new Map<LeverId, number>();
  for (const [type, lever] of given) types.set(lever, type);
  const isFree = (type: number | undefined): type is number =>
    type !== undefined && ![...types.values()].includes(type);
  const waiting = levers.filter((lever) => !types.has(lever.id));
  for (const lever of waiting) {
    const usual = usualType[lever.id];
    if (isFree(usual)) types.set(lever.id, usual);
  }
  for (const lever of waiting) {
    const free = [0, 1, 2, 3].find(isFree);
    if (!types.has(lever.id) && free !== undefined) types.set(lever.id, free);
  }
  return types;
}
