import type {
  AddCoffeeBody,
  AddLotBody,
  ChangeCoffeeBody,
  ChangeLotBody,
  CoffeeDto,
  CoffeePage,
  LotDto,
  LotPage,
} from '@artisan-ts/contracts';
import {
  type Coffee,
  type CoffeeId,
  Grams,
  type Lot,
  type LotId,
  ok,
  type Result,
  refuse,
} from '@artisan-ts/domain';
import { storeRefusal } from '#machines/refusals.ts';
import type { RecordKind, RecordOf } from '#ports/record-store.ts';
import { pageFrom, pageRequest } from '#quality/page.ts';
import type { StationDependencies } from '#station.ts';
import type { Coffees, ListQuery } from '#station-quality.ts';
import { InTurn } from '#store/in-turn.ts';

/** Coffees and lots: added, changed, put away; never deleted, because roasts refer to them. */
export class CoffeeService implements Coffees {
  readonly #deps: Pick<StationDependencies, 'roasts' | 'ids'>;
  readonly #turn = new InTurn();

  constructor(deps: Pick<StationDependencies, 'roasts' | 'ids'>) {
    this.#deps = deps;
  }

  async list(query: ListQuery): Promise<CoffeePage> {
    const found = await this.#deps.roasts.listRecords('coffee', pageRequest(query));
    const { records, next } = pageFrom(found, query.limit);
    return { items: [...records], next };
  }

  get(id: CoffeeId): Promise<CoffeeDto | null> {
    return this.#deps.roasts.record('coffee', id);
  }

  async add(body: AddCoffeeBody): Promise<Result<CoffeeDto>> {
    const id = this.#deps.ids.next('coffee');
    const coffee = changedCoffee({ ...emptyCoffee, id, revision: 0, isArchived: false }, body);
    return this.#save('coffee', coffee);
  }

  change(id: CoffeeId, body: ChangeCoffeeBody): Promise<Result<CoffeeDto>> {
    return this.#turn.run(async () => {
      const before = await this.#deps.roasts.record('coffee', id);
      if (before === null) return refuse('request.not-found', `there is no coffee ${id}`);
      return this.#save('coffee', changedCoffee(before, body));
    });
  }

  async listLots(query: ListQuery & { readonly coffeeId?: CoffeeId }): Promise<LotPage> {
    const { coffeeId, limit } = query;
    const about = coffeeId === undefined ? {} : { about: coffeeId };
    const found = await this.#deps.roasts.listRecords('lot', { ...pageRequest(query), ...about });
    const { records, next } = pageFrom(found, limit);
    return { items: await this.#lotViews(records), next };
  }

  async getLot(id: LotId): Promise<LotDto | null> {
    const lot = await this.#deps.roasts.record('lot', id);
    return lot === null ? null : this.#lotView(lot);
  }

  async addLot(body: AddLotBody): Promise<Result<LotDto>> {
    const coffeeId = body.coffeeId as CoffeeId;
    if ((await this.#deps.roasts.record('coffee', coffeeId)) === null) {
      return refuse('request.not-found', `there is no coffee ${coffeeId}`);
    }
    const id = this.#deps.ids.next('lot');
    const lot = changedLot({ ...emptyLot, id, coffeeId, revision: 0, isArchived: false }, body);
    const saved = await this.#save('lot', lot);
    return saved.ok ? ok(await this.#lotView(saved.value)) : saved;
  }

  changeLot(id: LotId, body: ChangeLotBody): Promise<Result<LotDto>> {
    return this.#turn.run(async () => {
      const before = await this.#deps.roasts.record('lot', id);
      if (before === null) return refuse('request.not-found', `there is no lot ${id}`);
      const saved = await this.#save('lot', changedLot(before, body));
      return saved.ok ? ok(await this.#lotView(saved.value)) : saved;
    });
  }

  async #save<Kind extends RecordKind>(
    kind: Kind,
    record: RecordOf[Kind],
  ): Promise<Result<RecordOf[Kind]>> {
    try {
      await this.#deps.roasts.saveRecord(kind, record);
      return ok(record);
    } catch (error) {
      return storeRefusal(error);
    }
  }

  async #lotView(lot: Lot): Promise<LotDto> {
    const [view] = await this.#lotViews([lot]);
    return view as LotDto;
  }

  async #lotViews(lots: readonly Lot[]): Promise<LotDto[]> {
    const { roasts } = this.#deps;
    const uses = await roasts.lotUses(lots.map(({ id }) => id));
    const views: LotDto[] = [];
    for (const [index, lot] of lots.entries()) {
      const use = uses[index] ?? { roasts: 0, greenG: Grams(0), unweighed: 0 };
      const coffee = await roasts.record('coffee', lot.coffeeId);
      views.push({
        ...lot,
        coffeeName: coffee?.name ?? '',
        roasts: use.roasts,
        usedG: use.greenG,
        unweighedRoasts: use.unweighed,
        remainingG: lot.receivedG === null ? null : lot.receivedG - use.greenG,
      });
    }
    return views;
  }
}

const emptyCoffee = { name: '', origin: '', process: '', variety: '', supplier: '', notes: '' };

const emptyLot = {
  name: '',
  receivedOn: null,
  receivedG: null,
  moisturePct: null,
  densityGPerL: null,
  waterActivity: null,
  screenSize: '',
  location: '',
  notes: '',
};

function changedCoffee(before: Coffee, body: ChangeCoffeeBody): Coffee {
  return { ...before, ...present(body), revision: before.revision + 1 };
}

function changedLot(before: Lot, body: ChangeLotBody): Lot {
  const { receivedG, ...others } = present(body);
  const mass = receivedG === undefined ? before.receivedG : massOf(receivedG);
  return { ...before, ...others, receivedG: mass, revision: before.revision + 1 };
}

function massOf(grams: number | null): Grams | null {
  return grams === null ? null : Grams(grams);
}

/** A change without the fields that it does not name. */
function present<Body extends object>(
  body: Body,
): { [Key in keyof Body]: Exclude<Body[Key], undefined> } {
  const named = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(named) as { [Key in keyof Body]: Exclude<Body[Key], undefined> };
}
