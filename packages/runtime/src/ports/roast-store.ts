import type { StationSettings } from '@artisan-ts/contracts';
import type {
  LeverId,
  LeverState,
  Machine,
  MachineId,
  MonoUs,
  RoastId,
  RoastRecord,
  SourceId,
  WallMs,
} from '@artisan-ts/domain';
import type { ClockFloorStore } from '#ports/clock-floor-store.ts';
import type { KeptRoasts } from '#ports/kept-roasts.ts';
import type { RecordStore } from '#ports/record-store.ts';
import type { FiledRoasts } from '#ports/roast-files.ts';
import type { ListedRoast, StoredRoast } from '#ports/stored-roast.ts';

/** A lever of a machine took a value, whether or not a roast was going on. */
export interface LeverEvent {
  readonly machineId: MachineId;
  readonly lever: LeverId;
  readonly atUs: MonoUs;
  readonly wallMs: WallMs;
  readonly value: number;
  readonly state: LeverState;
}

/** How a source's axis relates to the system's: kept so that it goes on across restarts. */
export interface ClockAnchor {
  readonly sourceId: SourceId;
  /** Names one boot of the operating system; the system's monotonic clock is meaningful within it. */
  readonly systemBoot: string;
  readonly systemMonoUs: MonoUs;
  readonly systemWallMs: WallMs;
  readonly sourceMonoUs: MonoUs;
  readonly sourceWallMs: WallMs;
  readonly rate: number;
}

/** An event that other parts act on, committed with the change that caused it. */
export interface OutboxEvent {
  readonly kind:
    | 'roast.opened'
    | 'roast.changed'
    | 'roast.closed'
    | 'roast.reopened'
    | 'roast.deleted'
    | 'roast.restored'
    | 'roast.imported';
  readonly roastId: RoastId;
  readonly revision: number;
  readonly wallMs: WallMs;
}

/** A closing of a roast, numbered in the order of all events. */
export interface Closing {
  readonly number: number;
  readonly roastId: RoastId;
  /** The revision with which it was closed. */
  readonly revision: number;
}

export interface RoastListQuery {
  readonly limit: number;
  /** Continue after this one; from the page before. */
  readonly after?: RoastId;
  /** Words to find in title, beans and machine name. */
  readonly search?: string;
  readonly machineId?: MachineId;
  /** Those that were deleted, instead of the others. */
  readonly deleted?: boolean;
}

/** Machines, roasts and what people did, on disk. Each method is one transaction. */
export interface RoastStore extends KeptRoasts, FiledRoasts, ClockFloorStore, RecordStore {
  /** What a person chose, or the defaults. */
  settings(): Promise<StationSettings>;
  saveSettings(settings: StationSettings): Promise<void>;
  machines(): Promise<readonly Machine[]>;
  saveMachine(machine: Machine): Promise<void>;
  /** Forgets the machine; its roasts and readings stay. */
  removeMachine(id: MachineId): Promise<void>;

  clockAnchor(sourceId: SourceId): Promise<ClockAnchor | null>;
  saveClockAnchor(anchor: ClockAnchor): Promise<void>;

  /**
   * Stores a roast with its event. A new roast has revision 1; a change must be exactly one above what is stored.
   *
   * @throws ArtisanError `request.conflict` when the stored revision is another, `store.*`
   */
  saveRoast(roast: StoredRoast, event: OutboxEvent): Promise<void>;
  /** Stores a roast that came with its curves. @throws ArtisanError `request.conflict` when the id exists */
  importRoast(record: RoastRecord, event: OutboxEvent): Promise<void>;
  roast(id: RoastId): Promise<StoredRoast | null>;
  /** The curves, gaps and foreign data stored with an imported roast, or null. */
  importedParts(id: RoastId): Promise<Pick<RoastRecord, 'curves' | 'gaps' | 'foreign'> | null>;
  /**
   * What was recorded of a machine and ends after a moment of its axis or goes on, and what ended last before; deleted roasts
   * too. By their end on the axis, whatever clocks said; what goes on is last.
   */
  roastsFrom(machineId: MachineId, fromUs: MonoUs): Promise<readonly StoredRoast[]>;
  /** Newest first. */
  listRoasts(query: RoastListQuery): Promise<readonly ListedRoast[]>;

  /** Closings since a moment, oldest first, behind the numbered one. */
  closings(sinceWallMs: number, after: number, limit: number): Promise<readonly Closing[]>;

  /** Forgets for good what was deleted before a moment, with its own records. Gives what is gone. */
  forgetDeleted(beforeWallMs: number): Promise<readonly RoastId[]>;

  appendLeverEvent(event: LeverEvent): Promise<void>;
  /** Ordered by time, bounds inclusive, preceded by the last change of each lever before `fromUs`. */
  leverEvents(machineId: MachineId, fromUs: MonoUs, toUs: MonoUs): Promise<readonly LeverEvent[]>;

  /** What was answered to a request with this key, or null. */
  idempotentAnswer(key: string): Promise<IdempotentAnswer | null>;
  saveIdempotentAnswer(key: string, answer: IdempotentAnswer): Promise<void>;
}

export interface IdempotentAnswer {
  /** Digest of method, path and body: another request under the same key is refused. */
  readonly requestDigest: string;
  readonly status: number;
  readonly body: string;
}
