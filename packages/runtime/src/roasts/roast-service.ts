import type {
  AnalysisDto,
  AnalysisQuery,
  ArrivalsDto,
  ChangeRoastBody,
  CurveDto,
  ImportDto,
  MarkBody,
  RoastDto,
  RoastPage,
} from '@artisan-ts/contracts';
import {
  ArtisanError,
  isId,
  ok,
  parseId,
  type QualityValues,
  type RateOfRiseMethod,
  type Result,
  type RoastHeader,
  type RoastId,
  type RoastRecord,
  refuse,
  type Smoothing,
} from '@artisan-ts/domain';
import { correctQuality } from '@artisan-ts/roast';
import { storeRefusal } from '#machines/refusals.ts';
import type { ListedRoast } from '#ports/stored-roast.ts';
import { letGo, tieToCoffee } from '#quality/tie-to-coffee.ts';
import { correctMark } from '#roasts/correct-mark.ts';
import { deleteRoast, isDeleted, restoreRoast } from '#roasts/delete-roast.ts';
import { summarized } from '#roasts/listed-roasts.ts';
import { noRoast, putRoast } from '#roasts/put-roast.ts';
import { readArrivals } from '#roasts/read-arrivals.ts';
import type { Roasts } from '#station.ts';
import type { StationParts } from '#station-parts.ts';
import { roastRowView } from '#views/roast-row-view.ts';

type RoastRow = RoastPage['items'][number];

/** Roasts on disk and going on: read, corrected, imported. */
export class RoastService implements Roasts {
  readonly #station: StationParts;

  constructor(station: StationParts) {
    this.#station = station;
  }

  async list(query: Parameters<Roasts['list']>[0]): Promise<RoastPage> {
    const { limit, cursor, search, machineId, deleted } = query;
    const found = await this.#station.deps.roasts.listRoasts({
      limit: limit + 1,
      ...(cursor !== undefined && isId('roast', cursor) && { after: cursor }),
      ...(search !== undefined && { search }),
      ...(machineId !== undefined && { machineId }),
      ...(deleted !== undefined && { deleted }),
    });
    const page = found.slice(0, limit);
    const items: RoastRow[] = [];
    for (const roast of page) items.push(await this.#row(roast));
    return { items, next: found.length > limit ? (page.at(-1)?.header.id ?? null) : null };
  }

  async get(id: RoastId): Promise<RoastDto | null> {
    const { reader } = this.#station;
    const roast = await reader.stored(id);
    return roast === null ? null : reader.view(roast);
  }

  async curve(
    id: RoastId,
    method: RateOfRiseMethod,
    smoothing: Smoothing = 'asRead',
  ): Promise<CurveDto | null> {
    const { reader, work } = this.#station;
    const roast = await reader.stored(id);
    if (roast === null) return null;
    const { record, recorded } = await reader.whole(roast);
    return work.curve(record, { method, smoothing }, recorded);
  }

  async analysis(id: RoastId, query: AnalysisQuery): Promise<Result<AnalysisDto>> {
    const begun = await this.#station.spare.run(async (breathe) => {
      const record = await this.record(id);
      if (record === null) return noRoast(id);
      const referenceId = query.reference as RoastId | undefined;
      const reference = referenceId === undefined ? null : await this.record(referenceId);
      if (referenceId !== undefined && reference === null) return noRoast(referenceId);
      await breathe();
      // One that is done elsewhere is not waited for here: others are answered meanwhile.
      return ok({ analysis: this.#station.work.analysis(record, query, reference) });
    });
    return begun.ok ? ok(await begun.value.analysis) : begun;
  }

  async arrivals(id: RoastId): Promise<ArrivalsDto | null> {
    const roast = await this.#station.reader.stored(id);
    return roast === null ? null : readArrivals(this.#station, roast);
  }

  async record(id: RoastId): Promise<RoastRecord | null> {
    const { reader } = this.#station;
    const roast = await reader.stored(id);
    return roast === null ? null : reader.record(roast);
  }

  async change(id: RoastId, body: ChangeRoastBody): Promise<Result<RoastDto>> {
    const tied = await tieToCoffee(this.#station.deps.roasts, body);
    if (!tied.ok) return tied;
    const { ledger, deps } = this.#station;
    const before = (await ledger.load(id))?.header;
    if (before === undefined) return noRoast(id);
    if (before.deletedWallMs !== undefined) return isDeleted(id);
    const by = { who: '', why: '', wallMs: deps.clock.wallMs() };
    const header = {
      ...headerOf(body),
      ...correctQuality(before, weighedAndNoted(body), by),
      ...letGo(before, tied.value),
    };
    return putRoast(this.#station, id, { header });
  }

  async mark(id: RoastId, body: MarkBody): Promise<Result<RoastDto>> {
    const { reader, deps } = this.#station;
    const roast = await reader.stored(id);
    if (roast === null) return noRoast(id);
    if (roast.header.deletedWallMs !== undefined) return isDeleted(id);
    if (roast.header.closeReason === null) {
      return refuse('request.conflict', 'this roast is going on: mark it at its machine');
    }
    const corrected = correctMark(body, {
      record: await reader.record(roast),
      startUs: roast.span?.startUs ?? null,
      wallMs: deps.clock.wallMs(),
    });
    if (!corrected.ok) return corrected;
    if (this.#station.ledger.get(id)?.header.revision !== roast.header.revision) {
      return refuse(
        'request.conflict',
        'the roast was changed at the same moment; look and try again',
      );
    }
    return putRoast(this.#station, id, { header: corrected.value });
  }

  remove(id: RoastId): Promise<Result<RoastDto>> {
    return deleteRoast(this.#station, id);
  }

  restore(id: RoastId): Promise<Result<RoastDto>> {
    return restoreRoast(this.#station, id);
  }

  async importFile(bytes: Uint8Array, fileName: string): Promise<Result<ImportDto>> {
    const { deps, work } = this.#station;
    const read = await work.read(bytes, fileName, deps.ids.next('roast'));
    if (!read.ok) return read;
    const { record, lost } = read.value;
    const roast = await this.importRecord(record);
    return roast.ok ? ok({ roast: roast.value, lost: [...lost] }) : roast;
  }

  async importRecord(record: RoastRecord): Promise<Result<RoastDto>> {
    const { deps, answer } = this.#station;
    const { id, revision } = record;
    try {
      const wallMs = deps.clock.wallMs();
      await deps.roasts.importRoast(record, {
        kind: 'roast.imported',
        roastId: id,
        revision,
        wallMs,
      });
    } catch (error) {
      const known = ArtisanError.is(error, 'request.conflict') ? await this.get(id) : null;
      return known === null ? storeRefusal(error) : this.#importedBefore(known);
    }
    return answer(id);
  }

  /** Whoever imports what was deleted wants it back; what is there already is pointed at. */
  async #importedBefore({ id, title, deletedWallMs }: RoastDto): Promise<Result<RoastDto>> {
    const roastId = parseId('roast', id);
    if (deletedWallMs !== undefined) return restoreRoast(this.#station, roastId);
    const words = `this roast is stored already, as "${title}"; nothing was changed`;
    return { ...refuse('request.conflict', words), roastId };
  }

  async #row(listed: ListedRoast): Promise<RoastRow> {
    const { roast, summary } = await summarized(this.#station.reader, listed);
    return roastRowView(roast.header, summary, roast.span?.startUs ?? null);
  }
}

function headerOf({ title, beans }: ChangeRoastBody): Partial<RoastHeader> {
  return { ...(title !== undefined && { title }), ...(beans !== undefined && { beans }) };
}

/** What is corrected with its history. */
function weighedAndNoted(body: ChangeRoastBody): Partial<QualityValues> {
  const { greenG, roastedG, roastingNotes, profile, person } = body;
  return {
    ...(profile !== undefined && { profile }),
    ...(person !== undefined && { person }),
    ...(greenG !== undefined && { greenG }),
    ...(roastedG !== undefined && { roastedG }),
    ...(roastingNotes !== undefined && { roastingNotes }),
  };
}
