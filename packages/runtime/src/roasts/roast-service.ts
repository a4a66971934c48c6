import type {
  ChangeRoastBody,
  CurveDto,
  MarkBody,
  RoastDto,
  RoastPage,
} from '@artisan-ts/contracts';
import {
  Grams,
  isId,
  type Result,
  type RoastHeader,
  type RoastId,
  type RoastRecord,
  refuse,
} from '@artisan-ts/domain';
import type { RateOfRiseMethod } from '@artisan-ts/roast';
import { storeRefusal } from '#machines/refusals.ts';
import type { StoredRoast } from '#ports/roast-store.ts';
import { correctMark } from '#roasts/correct-mark.ts';
import type { RoastChange } from '#roasts/roast-ledger.ts';
import type { Roasts } from '#station.ts';
import type { StationParts } from '#station-parts.ts';
import { curveView } from '#views/curve-view.ts';
import { roastRowView } from '#views/roast-row-view.ts';

type RoastRow = RoastPage['items'][number];

/** Rows kept ready: a few hundred bytes and sixty points each, a megabyte together. */
const rowsCachedMax = 1000;

/** Roasts on disk and going on: read, corrected, imported. */
export class RoastService implements Roasts {
  readonly #station: StationParts;
  /** By id and revision, least recently made first. */
  readonly #rows = new Map<string, RoastRow>();

  constructor(station: StationParts) {
    this.#station = station;
  }

  async list(query: Parameters<Roasts['list']>[0]): Promise<RoastPage> {
    const { limit, cursor, search, machineId } = query;
    const found = await this.#station.deps.roasts.listRoasts({
      limit: limit + 1,
      ...(cursor !== undefined && isId('roast', cursor) && { after: cursor }),
      ...(search !== undefined && { search }),
      ...(machineId !== undefined && { machineId }),
    });
    const page = found.slice(0, limit);
    const items: RoastRow[] = [];
    for (const roast of page) items.push(await this.#row(this.#station.reader.newest(roast)));
    return { items, next: found.length > limit ? (page.at(-1)?.header.id ?? null) : null };
  }

  async get(id: RoastId): Promise<RoastDto | null> {
    const { reader } = this.#station;
    const roast = await reader.stored(id);
    return roast === null ? null : reader.view(roast);
  }

  async curve(id: RoastId, method: RateOfRiseMethod): Promise<CurveDto | null> {
    const { reader } = this.#station;
    const roast = await reader.stored(id);
    if (roast === null) return null;
    const { span } = roast;
    const recorded =
      span === null
        ? null
        : { startUs: span.startUs, rows: await reader.rowsWithMemory(roast, span) };
    return curveView(await reader.record(roast), method, recorded);
  }

  async record(id: RoastId): Promise<RoastRecord | null> {
    const { reader } = this.#station;
    const roast = await reader.stored(id);
    return roast === null ? null : reader.record(roast);
  }

  async change(id: RoastId, body: ChangeRoastBody): Promise<Result<RoastDto>> {
    if ((await this.#station.ledger.load(id)) === null) return noRoast(id);
    return this.#put(id, { header: headerOf(body) });
  }

  async mark(id: RoastId, body: MarkBody): Promise<Result<RoastDto>> {
    const { reader, deps } = this.#station;
    const roast = await reader.stored(id);
    if (roast === null) return noRoast(id);
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
    return this.#put(id, { header: corrected.value });
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
      return storeRefusal(error);
    }
    return answer(id);
  }

  async #put(id: RoastId, change: RoastChange): Promise<Result<RoastDto>> {
    const { ledger, machines, deskListener, answer } = this.#station;
    try {
      ledger.change(id, change);
    } catch (error) {
      return storeRefusal(error);
    }
    for (const [machineId, attached] of machines) {
      if (attached.desk.roast?.header.id === id) deskListener(machineId).changed();
    }
    return answer(id);
  }

  async #row(roast: StoredRoast): Promise<RoastRow> {
    const { id, revision, closeReason } = roast.header;
    const key = `${id}/${revision}`;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const record = await this.#station.reader.record(roast);
    const row = roastRowView(record, roast.span?.startUs ?? null);
    // The curve of a roast that goes on grows without a revision.
    if (closeReason !== null) this.#remember(key, row);
    return row;
  }

  #remember(key: string, row: RoastRow): void {
    this.#rows.set(key, row);
    const oldest = this.#rows.keys().next();
    if (this.#rows.size > rowsCachedMax && !oldest.done) this.#rows.delete(oldest.value);
  }
}

function noRoast(id: RoastId): ReturnType<typeof refuse> {
  return refuse('request.not-found', `there is no roast ${id}`);
}

function headerOf(body: ChangeRoastBody): Partial<RoastHeader> {
  const { title, beans, greenG, roastedG, roastingNotes } = body;
  const grams = (value: number | null): Grams | null => (value === null ? null : Grams(value));
  return {
    ...(title !== undefined && { title }),
    ...(beans !== undefined && { beans }),
    ...(greenG !== undefined && { greenG: grams(greenG) }),
    ...(roastedG !== undefined && { roastedG: grams(roastedG) }),
    ...(roastingNotes !== undefined && { roastingNotes }),
  };
}
