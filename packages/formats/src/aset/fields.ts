import type { QtSettings } from '#aset/qt-settings.ts';
import type { AsetValue } from '#aset/qt-variant.ts';

/** Settings by name, in the types that are wanted; what has another type is as if it were not there. */
export class AsetFields {
  readonly #settings: QtSettings;

  constructor(settings: QtSettings) {
    this.#settings = settings;
  }

  /** Names of groups, in the order of the file. */
  get groups(): readonly string[] {
    return [...this.#settings.keys()];
  }

  has(group: string): boolean {
    return this.#settings.has(group);
  }

  text(group: string, name: string): string | null {
    const value = this.#value(group, name);
    if (typeof value === 'string') return value.trim();
    return typeof value === 'number' ? String(value) : null;
  }

  number(group: string, name: string): number | null {
    return numberOf(this.#value(group, name));
  }

  flag(group: string, name: string): boolean {
    const value = this.#value(group, name);
    return value === true || value === 1 || value === 'True';
  }

  numbers(group: string, name: string): readonly (number | null)[] {
    return this.#items(group, name).map(numberOf);
  }

  texts(group: string, name: string): readonly string[] {
    return this.#items(group, name).map((value) =>
      typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '',
    );
  }

  flags(group: string, name: string): readonly boolean[] {
    return this.#items(group, name).map((value) => value === true || value === 1);
  }

  /** A list whose items may be lists themselves. */
  lists(group: string, name: string): readonly AsetValue[] {
    return this.#items(group, name);
  }

  /** The group in which a setting stands; settings have moved between groups from version to version. Null: in none. */
  groupOf(name: string): string | null {
    for (const [group, values] of this.#settings) if (values.has(name)) return group;
    return null;
  }

  #value(group: string, name: string): AsetValue {
    return this.#settings.get(group)?.get(name) ?? null;
  }

  /** A list of one is written as a value. */
  #items(group: string, name: string): readonly AsetValue[] {
    const value = this.#value(group, name);
    if (Array.isArray(value)) return value as readonly AsetValue[];
    return value === null || value === '' ? [] : [value];
  }
}

function numberOf(value: AsetValue): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*-?\d{1,15}(\.\d+)?\s*$/.test(value)) return null;
  return Number(value);
}
