import { type Coffee, type Lot, qualityOf, type RoastHeader } from '@artisan-ts/domain';
import type { RoastNames } from '@artisan-ts/roast';
import type { RecordStore } from '#ports/record-store.ts';

/** What belongs to roasts by name. Each coffee and lot is read once: made for one question, and forgotten with it. */
export class RoastNameBook {
  readonly #store: Pick<RecordStore, 'record'>;
  readonly #coffees = new Map<string, Promise<Coffee | null>>();
  readonly #lots = new Map<string, Promise<Lot | null>>();

  constructor(store: Pick<RecordStore, 'record'>) {
    this.#store = store;
  }

  async of(header: RoastHeader): Promise<RoastNames> {
    const { coffeeId, lotId } = header;
    const { profile, person } = qualityOf(header);
    const coffee = coffeeId === null ? null : await this.coffee(coffeeId);
    const lot = lotId === null ? null : await this.#lot(lotId);
    return {
      coffee: coffee?.name ?? null,
      lot: lot?.name ?? null,
      profile: profile || null,
      person: person || null,
    };
  }

  coffee(id: string): Promise<Coffee | null> {
    const known = this.#coffees.get(id) ?? this.#store.record('coffee', id);
    this.#coffees.set(id, known);
    return known;
  }

  #lot(id: string): Promise<Lot | null> {
    const known = this.#lots.get(id) ?? this.#store.record('lot', id);
    this.#lots.set(id, known);
    return known;
  }
}
