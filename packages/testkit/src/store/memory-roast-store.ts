import type { ClockFloor, StationSettings } from '@artisan-ts/contracts';
import {
  ArtisanError,
  type CuppingId,
  type CuppingSheet,
  type LotId,
  type LotUse,
  type Machine,
  type MachineId,
  type MonoUs,
  qualityOf,
  type RoastId,
  type RoastRecord,
  type SourceId,
  WallMs,
} from '@artisan-ts/domain';
import type {
  ClockAnchor,
  Closing,
  FiledRoast,
  IdempotentAnswer,
  KeptExtent,
  KeptReadings,
  KeptRoast,
  KeptSpan,
  LeverEvent,
  ListedRoast,
  OutboxEvent,
  RecordKind,
  RecordOf,
  RecordQuery,
  RoastListQuery,
  RoastStore,
  StoredRoast,
} from '@artisan-ts/runtime';
import { Journal } from '#disk/journal.ts';
import type { SimulatedDisk } from '#disk/simulated-disk.ts';
import { lotUseOf } from '#store/record-state.ts';
import {
  applyRoastChange,
  checkKept,
  checkRevision,
  emptyRoastState,
  type ImportedParts,
  type RoastChange,
} from '#store/roast-state.ts';

/** Machines, roasts and what people did, on a simulated disk: each call that changes is one line of a journal. */
export class MemoryRoastStore implements RoastStore {
  readonly #journal: Journal<RoastChange>;
  readonly #state = emptyRoastState();

  constructor(disk: SimulatedDisk) {
    this.#journal = new Journal(disk, 'roasts');
    for (const change of this.#journal.recover()) applyRoastChange(this.#state, change);
  }

  /** The events that were committed, oldest first. */
  get outbox(): readonly OutboxEvent[] {
    return this.#state.outbox;
  }

  async closings(sinceWallMs: number, after: number, limit: number): Promise<readonly Closing[]> {
    return this.outbox
      .flatMap(({ kind, roastId, revision, wallMs }, index) => {
        const number = index + 1;
        const isMeant = kind === 'roast.closed' && wallMs >= sinceWallMs && number > after;
        return isMeant ? [{ number, roastId, revision }] : [];
      })
      .slice(0, limit);
  }

  async machines(): Promise<readonly Machine[]> {
    return [...this.#state.machines.values()];
  }

  saveMachine(machine: Machine): Promise<void> {
    return this.#commit({ do: 'saveMachine', machine });
  }

  removeMachine(id: MachineId): Promise<void> {
    return this.#commit({ do: 'removeMachine', id });
  }

  async clockAnchor(sourceId: SourceId): Promise<ClockAnchor | null> {
    return this.#state.anchors.get(sourceId) ?? null;
  }

  saveClockAnchor(anchor: ClockAnchor): Promise<void> {
    return this.#commit({ do: 'saveAnchor', anchor });
  }

  async clockFloor(): Promise<ClockFloor | null> {
    const { floor, outbox } = this.#state;
    const event = outbox.at(-1);
    if (floor === null && event === undefined) return null;
    const latestMs = Math.max(floor?.wallMs ?? 0, event?.wallMs ?? 0);
    return { wallMs: WallMs(latestMs), jumps: floor?.jumps ?? [] };
  }

  saveClockFloor(floor: ClockFloor): Promise<void> {
    return this.#commit({ do: 'saveFloor', floor });
  }

  saveRoast(roast: StoredRoast, event: OutboxEvent): Promise<void> {
    return this.#commit({ do: 'saveRoast', roast, parts: null, event }, () =>
      checkRevision(this.#state, roast),
    );
  }

  importRoast(record: RoastRecord, event: OutboxEvent): Promise<void> {
    const { curves, gaps, foreign, ...header } = record;
    const parts: ImportedParts = { curves, gaps, foreign };
    const roast: StoredRoast = { header, span: null };
    return this.#commit({ do: 'saveRoast', roast, parts, event }, () => {
      if (!this.#state.roasts.has(record.id)) return;
      throw new ArtisanError('request.conflict', `import of ${record.id}: it is stored already`);
    });
  }

  async roast(id: RoastId): Promise<StoredRoast | null> {
    return this.#state.roasts.get(id) ?? null;
  }

  async importedParts(id: RoastId): Promise<ImportedParts | null> {
    return this.#state.parts.get(id) ?? null;
  }

  async roastsFrom(machineId: MachineId, fromUs: MonoUs): Promise<readonly StoredRoast[]> {
    const own = this.#newestFirst()
      .filter(({ header, span }) => header.machineId === machineId && span !== null)
      .reverse();
    const endOf = ({ span }: StoredRoast): number => span?.endUs ?? Number.POSITIVE_INFINITY;
    const byEnd = own.toSorted((a, b) => endOf(a) - endOf(b));
    const before = byEnd.findLast((roast) => endOf(roast) <= fromUs);
    const after = byEnd.filter((roast) => endOf(roast) > fromUs);
    return before === undefined ? after : [before, ...after];
  }

  async listRoasts(query: RoastListQuery): Promise<readonly ListedRoast[]> {
    const all = this.#newestFirst();
    const start =
      query.after === undefined ? 0 : all.findIndex((r) => r.header.id === query.after) + 1;
    const found = all.slice(start).filter(({ header }) => {
      if ((header.deletedWallMs !== undefined) !== (query.deleted ?? false)) return false;
      if (query.machineId !== undefined && header.machineId !== query.machineId) return false;
      const { title, beans, machineName } = header;
      const { profile, person } = qualityOf(header);
      const words = [title, beans, machineName, profile, person].join(' ');
      return containsWords(words, query.search);
    });
    return found.slice(0, query.limit).map((roast) => ({
      ...roast,
      summary: this.#state.summaries.get(roast.header.id) ?? null,
    }));
  }

  async forgetDeleted(beforeWallMs: number): Promise<readonly RoastId[]> {
    const ids = [...this.#state.roasts.values()].flatMap(({ header: { id, deletedWallMs } }) =>
      deletedWallMs !== undefined && deletedWallMs < beforeWallMs ? [id] : [],
    );
    await this.#commit({ do: 'forgetRoasts', ids });
    return ids;
  }

  appendLeverEvent(event: LeverEvent): Promise<void> {
    return this.#commit({ do: 'appendLever', event });
  }

  async leverEvents(
    machineId: MachineId,
    fromUs: MonoUs,
    toUs: MonoUs,
  ): Promise<readonly LeverEvent[]> {
    const ordered = this.#state.levers
      .filter((event) => event.machineId === machineId && event.atUs <= toUs)
      .sort((a, b) => a.atUs - b.atUs);
    const before = new Map<string, LeverEvent>();
    for (const event of ordered) if (event.atUs < fromUs) before.set(event.lever, event);
    return ordered.filter((event) => event.atUs >= fromUs || before.get(event.lever) === event);
  }

  async idempotentAnswer(key: string): Promise<IdempotentAnswer | null> {
    return this.#state.answers.get(key) ?? null;
  }

  saveIdempotentAnswer(key: string, answer: IdempotentAnswer): Promise<void> {
    return this.#commit({ do: 'saveAnswer', key, answer });
  }

  async unkeptRoasts(version: number, limit: number): Promise<readonly StoredRoast[]> {
    const isUnkept = ({ header }: StoredRoast): boolean =>
      header.closeReason !== null && (this.#state.summaries.get(header.id)?.version ?? 0) < version;
    return this.#newestFirst().reverse().filter(isUnkept).slice(0, limit);
  }

  keepRoast(kept: KeptRoast): Promise<void> {
    return this.#commit({ do: 'keepRoast', kept }, () => checkKept(this.#state, kept));
  }

  async keptReadings(id: RoastId): Promise<KeptReadings | null> {
    return this.#state.records.get(id) ?? null;
  }

  async keptExtent(id: RoastId): Promise<KeptExtent | null> {
    const record = this.#state.records.get(id);
    if (record === undefined) return null;
    const { readings, ...span } = record;
    return { ...span, points: readings.length };
  }

  async keptSpans(sourceId: SourceId, fromUs: MonoUs, toUs: MonoUs): Promise<readonly KeptSpan[]> {
    return [...this.#state.records].flatMap(([roastId, { readings: _, ...span }]) =>
      span.toUs >= fromUs && span.fromUs <= toUs && span.sourceIds.includes(sourceId)
        ? [{ roastId, ...span }]
        : [],
    );
  }

  async roastsToFile(folder: string, limit: number): Promise<readonly RoastId[]> {
    const isToFile = ({ header, span }: StoredRoast): boolean => {
      const filed = this.#state.files.get(header.id);
      const isFiled = filed?.folder === folder && filed.revision === header.revision;
      const isListed = header.deletedWallMs === undefined;
      return header.closeReason !== null && span !== null && isListed && !isFiled;
    };
    const found = this.#newestFirst().reverse().filter(isToFile);
    return found.slice(0, limit).map(({ header }) => header.id);
  }

  async filedRoast(id: RoastId): Promise<FiledRoast | null> {
    return this.#state.files.get(id) ?? null;
  }

  saveFiledRoast(filed: FiledRoast): Promise<void> {
    return this.#commit({ do: 'saveFiled', filed });
  }

  async settings(): Promise<StationSettings> {
    return this.#state.settings;
  }

  saveSettings(settings: StationSettings): Promise<void> {
    return this.#commit({ do: 'saveSettings', settings });
  }

  saveRecord<Kind extends RecordKind>(kind: Kind, record: RecordOf[Kind]): Promise<void> {
    return this.#commit({ do: 'saveRecord', kind, record }, () =>
      this.#state.peopleRecords.check(kind, record),
    );
  }

  async record<Kind extends RecordKind>(kind: Kind, id: string): Promise<RecordOf[Kind] | null> {
    return this.#state.peopleRecords.record(kind, id) as RecordOf[Kind] | null;
  }

  async listRecords<Kind extends RecordKind>(
    kind: Kind,
    query: RecordQuery,
  ): Promise<readonly RecordOf[Kind][]> {
    return this.#state.peopleRecords.list(kind, query) as readonly RecordOf[Kind][];
  }

  async lotUses(lotIds: readonly LotId[]): Promise<readonly LotUse[]> {
    return lotIds.map((lotId) => lotUseOf(lotId, this.#state.roasts.values()));
  }

  saveSheet(sheet: CuppingSheet): Promise<void> {
    return this.#commit({ do: 'saveSheet', sheet });
  }

  async sheets(cuppingId: CuppingId): Promise<readonly CuppingSheet[]> {
    return this.#state.peopleRecords.sheets(cuppingId);
  }

  #newestFirst(): StoredRoast[] {
    const bornAt = ({ header }: StoredRoast): number => header.startedWallMs ?? 0;
    return [...this.#state.roasts.values()].sort(
      (a, b) => bornAt(b) - bornAt(a) || (a.header.id < b.header.id ? 1 : -1),
    );
  }

  #commit(change: RoastChange, check: () => void = () => undefined): Promise<void> {
    return this.#journal.commit(
      () => {
        check();
        return { entry: change, answer: () => undefined };
      },
      (written) => applyRoastChange(this.#state, written),
    );
  }
}

function containsWords(text: string, words: string | undefined): boolean {
  const lower = text.toLowerCase();
  return (words ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
