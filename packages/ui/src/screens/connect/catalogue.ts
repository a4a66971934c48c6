import type { DriverKindDto } from '@artisan-ts/contracts';

/** A machine as a person chooses it, or a kind of device whose machine is not in the list. */
export interface CatalogueEntry {
  readonly kind: DriverKindDto;
  /** Null: the kind of device itself, with everything to be filled in. */
  readonly brand: string | null;
  readonly model: string;
  readonly settings: Readonly<Record<string, string | number>>;
  /** How it is reached; null: either way, or it is not said. */
  readonly wire: 'serial' | 'network' | null;
}

/** A brand with its machines. */
export interface BrandShelf {
  readonly brand: string;
  readonly entries: readonly CatalogueEntry[];
}

/** All machines that are known by name, and behind them the kinds of device. */
export function catalogueOf(kinds: readonly DriverKindDto[]): readonly CatalogueEntry[] {
  const models = kinds.flatMap((kind) =>
    (kind.models ?? []).map(({ brand, model, settings, wire = null }) => {
      return { kind, brand, model, settings, wire };
    }),
  );
  const others = kinds.map((kind) => {
    return { kind, brand: null, model: kind.label, settings: {}, wire: null };
  });
  return [...models, ...others];
}

/** What a person calls it: brand and model. */
export function nameOf({ brand, model }: CatalogueEntry): string {
  return brand === null || model.startsWith(brand) ? model : `${brand} ${model}`;
}

/** The entries in which every word of a search stands, in any order and case. */
export function found(
  entries: readonly CatalogueEntry[],
  search: string,
): readonly CatalogueEntry[] {
  const words = plain(search).split(/\s+/);
  return entries.filter((entry) => {
    const text = plain(`${entry.brand ?? ''} ${entry.model} ${entry.kind.label}`);
    return words.every((word) => text.includes(word));
  });
}

/** Entries of a brand by brand, in the order of the alphabet; those of none are left out. */
export function shelvesOf(entries: readonly CatalogueEntry[]): readonly BrandShelf[] {
  const byBrand = new Map<string, CatalogueEntry[]>();
  for (const entry of entries) {
    if (entry.brand !== null) {
      byBrand.set(entry.brand, [...(byBrand.get(entry.brand) ?? []), entry]);
    }
  }
  return [...byBrand]
    .map(([brand, own]) => ({
      brand,
      entries: own.toSorted((a, b) => a.model.localeCompare(b.model, 'en', { numeric: true })),
    }))
    .toSorted((a, b) => a.brand.localeCompare(b.brand, 'en'));
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
