import type {
  AddCuppingBody,
  ChangeCuppingBody,
  ChangeSheetBody,
  CuppedDto,
  CuppingDto,
  CuppingPage,
  CuppingResultsDto,
  PouringDto,
  SheetDto,
  TasterPageDto,
} from '@artisan-ts/contracts';
import {
  type Cupping,
  type CuppingId,
  type CuppingSample,
  type CuppingSheet,
  type LotId,
  ok,
  type RandomStream,
  type Result,
  type RoastId,
  refuse,
  type SampleId,
  type TasterId,
  type TrialId,
} from '@artisan-ts/domain';
import { storeRefusal } from '#machines/refusals.ts';
import { roundResults, sampleResult } from '#quality/cupping-results.ts';
import { blankSheet, sheetView, writtenSheet } from '#quality/cupping-sheet.ts';
import {
  codesOf,
  type Laying,
  lastRound,
  layRound,
  layTrials,
  mixedSamples,
} from '#quality/cupping-table.ts';
import { cuppingView, pouringView } from '#quality/cupping-view.ts';
import { pageFrom, pageRequest } from '#quality/page.ts';
import type { StationParts } from '#station-parts.ts';
import type { Cuppings, ListQuery } from '#station-quality.ts';
import { InTurn } from '#store/in-turn.ts';

/** Triangles that each taster gets when nobody said how many. */
const cupsDefault = 5;
/** Cuppings of one roast or lot that are looked at, the last ones; a sample is cupped a handful of times. */
const cuppedMax = 100;

/** Cuppings: set up, tasted blind by several people at once, revealed. */
export class CuppingService implements Cuppings {
  readonly #station: StationParts;
  readonly #turn = new InTurn();

  constructor(station: StationParts) {
    this.#station = station;
  }

  async list(query: ListQuery): Promise<CuppingPage> {
    const found = await this.#store.listRecords('cupping', pageRequest(query));
    const { records, next } = pageFrom(found, query.limit);
    const items: CuppingDto[] = [];
    for (const cupping of records) items.push(await this.#view(cupping));
    return { items, next };
  }

  async get(id: CuppingId): Promise<CuppingDto | null> {
    const cupping = await this.#store.record('cupping', id);
    return cupping === null ? null : this.#view(cupping);
  }

  async add(body: AddCuppingBody): Promise<Result<CuppingDto>> {
    const { deps } = this.#station;
    const { title, form, cups = cupsDefault } = body;
    if (form === 'triangle' && body.samples.length !== 2) {
      return refuse('input.invalid', 'a triangle test compares exactly two coffees');
    }
    const laying = this.#laying();
    if (!laying.ok) return laying;
    const samples = await this.#samples(body.samples, laying.value.entropy);
    if (!samples.ok) return samples;
    const tasters = body.tasters.map((name) => ({ id: deps.ids.next('taster'), name }));
    const plan = { form, title, cups, samples: samples.value, tasters };
    const round = layRound(plan, laying.value);
    if (!round.ok) return round;
    const { wallMs } = laying.value;
    const id = deps.ids.next('cupping');
    const own = { id, revision: 1, isArchived: false, createdWallMs: wallMs, notes: '' };
    return this.#save({ ...own, ...plan, rounds: [round.value] });
  }

  change(id: CuppingId, body: ChangeCuppingBody): Promise<Result<CuppingDto>> {
    return this.#change(id, (cupping) =>
      ok({
        ...cupping,
        title: body.title ?? cupping.title,
        notes: body.notes ?? cupping.notes,
        isArchived: body.isArchived ?? cupping.isArchived,
      }),
    );
  }

  addTaster(id: CuppingId, name: string): Promise<Result<CuppingDto>> {
    return this.#change(id, (cupping) => {
      const round = lastRound(cupping);
      const taster = { id: this.#station.deps.ids.next('taster'), name };
      const joined = { ...cupping, tasters: [...cupping.tasters, taster] };
      if (cupping.form !== 'triangle' || round.revealedWallMs !== null) return ok(joined);
      const laying = this.#laying(codesOf(round));
      if (!laying.ok) return laying;
      const trials = layTrials(cupping, [taster], laying.value);
      if (!trials.ok) return trials;
      const wider = { ...round, trials: [...round.trials, ...trials.value] };
      return ok({ ...joined, rounds: [...cupping.rounds.slice(0, -1), wider] });
    });
  }

  async tasterPage(id: CuppingId, tasterId: TasterId): Promise<Result<TasterPageDto>> {
    const cupping = await this.#store.record('cupping', id);
    if (cupping === null) return noCupping(id);
    const taster = cupping.tasters.find((each) => each.id === tasterId);
    if (taster === undefined) return noTaster(id, tasterId);
    const sheets = await this.#store.sheets(id);
    const own = itemsOf(cupping, tasterId).map((itemId) =>
      sheetView(cupping, this.#sheet(cupping, sheets, tasterId, itemId)),
    );
    const order = ({ code, cups, itemId }: SheetDto): string => code ?? cups[0] ?? itemId;
    return ok({
      cupping: cuppingView(cupping, sheets),
      taster,
      sheets: own.sort((a, b) => (order(a) < order(b) ? -1 : 1)),
    });
  }

  writeSheet(id: CuppingId, tasterId: TasterId, body: ChangeSheetBody): Promise<Result<SheetDto>> {
    return this.#turn.run(async () => {
      const cupping = await this.#store.record('cupping', id);
      if (cupping === null) return noCupping(id);
      if (!cupping.tasters.some((each) => each.id === tasterId)) return noTaster(id, tasterId);
      if (lastRound(cupping).revealedWallMs !== null) {
        return refuse(
          'cupping.revealed',
          'the codes were revealed and scores stay as they are; begin a new round to taste again',
        );
      }
      const itemId = itemsOf(cupping, tasterId).find((each) => each === body.itemId);
      if (itemId === undefined) {
        return refuse('request.not-found', `${body.itemId} is not on the table of that taster`);
      }
      const before = this.#sheet(cupping, await this.#store.sheets(id), tasterId, itemId);
      const sheet = writtenSheet(cupping, before, body, this.#station.deps.clock.wallMs());
      if (!sheet.ok) return sheet;
      try {
        await this.#store.saveSheet(sheet.value);
      } catch (error) {
        return storeRefusal(error);
      }
      return ok(sheetView(cupping, sheet.value));
    });
  }

  reveal(id: CuppingId): Promise<Result<CuppingDto>> {
    return this.#change(id, (cupping) => {
      const round = lastRound(cupping);
      if (round.revealedWallMs !== null) {
        return refuse('cupping.revealed', 'the codes of this round were revealed already');
      }
      const revealed = { ...round, revealedWallMs: this.#station.deps.clock.wallMs() };
      return ok({ ...cupping, rounds: [...cupping.rounds.slice(0, -1), revealed] });
    });
  }

  reblind(id: CuppingId): Promise<Result<CuppingDto>> {
    return this.#change(id, (cupping, sheets) => {
      const round = lastRound(cupping);
      const laying = this.#laying(codesOf(round));
      if (!laying.ok) return laying;
      const fresh = layRound(cupping, laying.value);
      if (!fresh.ok) return fresh;
      const isTouched =
        round.revealedWallMs !== null ||
        sheets.some((sheet) => sheet.round === cupping.rounds.length - 1);
      const before = isTouched ? cupping.rounds : cupping.rounds.slice(0, -1);
      return ok({ ...cupping, rounds: [...before, fresh.value] });
    });
  }

  async results(id: CuppingId, round: number | null): Promise<Result<CuppingResultsDto>> {
    const cupping = await this.#store.record('cupping', id);
    if (cupping === null) return noCupping(id);
    const at = round ?? cupping.rounds.findLastIndex((each) => each.revealedWallMs !== null);
    const chosen = cupping.rounds[at];
    if (chosen === undefined && round !== null) {
      return refuse('request.not-found', `cupping ${id} has no round ${round}`);
    }
    if (chosen === undefined || chosen.revealedWallMs === null) {
      return refuse('cupping.blind', 'the cups are still blind: reveal them to see the results');
    }
    const sheets = await this.#store.sheets(id);
    const own = sheets.filter((sheet) => sheet.round === at);
    return ok({
      cupping: cuppingView(cupping, sheets),
      round: at,
      ...roundResults({ cupping, round: chosen, sheets: own }),
    });
  }

  async pouring(id: CuppingId): Promise<Result<PouringDto>> {
    const cupping = await this.#store.record('cupping', id);
    return cupping === null ? noCupping(id) : ok(pouringView(cupping));
  }

  async of(id: RoastId | LotId): Promise<CuppedDto> {
    const query = { limit: cuppedMax, about: id };
    const items: CuppedDto['items'] = [];
    for (const cupping of await this.#store.listRecords('cupping', query)) {
      if (cupping.form === 'triangle') continue;
      const sheets = await this.#store.sheets(cupping.id);
      for (const [at, round] of cupping.rounds.entries()) {
        if (round.revealedWallMs === null) continue;
        const own = sheets.filter((sheet) => sheet.round === at);
        for (const sample of cupping.samples) {
          if (sample.roastId !== id && sample.lotId !== id) continue;
          const { id: cuppingId, title, form, createdWallMs } = cupping;
          const result = sampleResult({ cupping, round, sheets: own }, sample);
          items.push({ cuppingId, title, form, createdWallMs, round: at, result });
        }
      }
    }
    return { items };
  }

  get #store() {
    return this.#station.deps.roasts;
  }

  #laying(taken: ReadonlySet<string> = new Set()): Result<Laying> {
    const { entropy, ids, clock } = this.#station.deps;
    if (entropy === undefined) {
      return refuse('station.tool-missing', 'this station has no source of chance for blind codes');
    }
    return ok({ entropy, ids, wallMs: clock.wallMs(), taken });
  }

  /** Samples with the names of what they are, mixed. Errors: `request.not-found`. */
  async #samples(
    given: AddCuppingBody['samples'],
    entropy: RandomStream,
  ): Promise<Result<readonly CuppingSample[]>> {
    const { reader, deps } = this.#station;
    const samples: CuppingSample[] = [];
    for (const [index, each] of given.entries()) {
      const roastId = (each.roastId ?? null) as RoastId | null;
      const roast = roastId === null ? null : await reader.stored(roastId);
      if (roastId !== null && roast === null) {
        return refuse('request.not-found', `there is no roast ${roastId}`);
      }
      const lotId = (each.lotId as LotId | null | undefined) ?? roast?.header.lotId ?? null;
      const lot = lotId === null ? null : await this.#store.record('lot', lotId);
      if (each.lotId && lot === null)
        return refuse('request.not-found', `there is no lot ${lotId}`);
      const name = each.name || roast?.header.title || lot?.name || `Sample ${index + 1}`;
      samples.push({ id: deps.ids.next('sample'), name, roastId, lotId });
    }
    return ok(mixedSamples(entropy, samples));
  }

  #sheet(
    cupping: Cupping,
    sheets: readonly CuppingSheet[],
    tasterId: TasterId,
    itemId: SampleId | TrialId,
  ): CuppingSheet {
    const blank = blankSheet(cupping, tasterId, itemId, this.#station.deps.clock.wallMs());
    const isOwn = (sheet: CuppingSheet): boolean =>
      sheet.round === blank.round && sheet.tasterId === tasterId && sheet.itemId === itemId;
    return sheets.find(isOwn) ?? blank;
  }

  #change(
    id: CuppingId,
    change: (cupping: Cupping, sheets: readonly CuppingSheet[]) => Result<Cupping>,
  ): Promise<Result<CuppingDto>> {
    return this.#turn.run(async () => {
      const before = await this.#store.record('cupping', id);
      if (before === null) return noCupping(id);
      const changed = change(before, await this.#store.sheets(id));
      if (!changed.ok) return changed;
      return this.#save({ ...changed.value, revision: before.revision + 1 });
    });
  }

  async #save(cupping: Cupping): Promise<Result<CuppingDto>> {
    try {
      await this.#store.saveRecord('cupping', cupping);
    } catch (error) {
      return storeRefusal(error);
    }
    return ok(await this.#view(cupping));
  }

  async #view(cupping: Cupping): Promise<CuppingDto> {
    return cuppingView(cupping, await this.#store.sheets(cupping.id));
  }
}

/** What a taster has to judge in the round that goes on. */
function itemsOf(cupping: Cupping, tasterId: TasterId): readonly (SampleId | TrialId)[] {
  if (cupping.form !== 'triangle') return cupping.samples.map(({ id }) => id);
  const { trials } = lastRound(cupping);
  return trials.filter((trial) => trial.tasterId === tasterId).map(({ id }) => id);
}

function noCupping(id: CuppingId): ReturnType<typeof refuse> {
  return refuse('request.not-found', `there is no cupping ${id}`);
}

function noTaster(id: CuppingId, tasterId: TasterId): ReturnType<typeof refuse> {
  return refuse('request.not-found', `cupping ${id} has no taster ${tasterId}`);
}
