import {
  ArtisanError,
  invariant,
  type MachineId,
  type RoastHeader,
  type RoastId,
  type WallMs,
} from '@artisan-ts/domain';
import type { OutboxEvent, RoastStore } from '#ports/roast-store.ts';
import type { RoastSpan, StoredRoast } from '#ports/stored-roast.ts';
import type { WriteQueue } from '#store/write-queue.ts';

/** Roasts kept in memory that nothing holds there: one screen of a list and its neighbours. */
const cachedMax = 200;

/** What a change gives back: the parts it changed. The revision is the ledger's. */
export interface RoastChange {
  readonly header?: Partial<Omit<RoastHeader, 'id' | 'revision'>>;
  readonly span?: RoastSpan;
}

/**
 * The newest version of every roast in use. A change is there at once for everyone who looks, and goes to disk in the
 * order of changes, one revision at a time. The ledger is the only writer of roasts.
 */
export class RoastLedger {
  readonly #store: RoastStore;
  readonly #queue: WriteQueue;
  readonly #wallMs: () => WallMs;
  readonly #written: (kind: OutboxEvent['kind']) => void;
  /** Least recently used first. */
  readonly #known = new Map<
    RoastId,
    { roast: StoredRoast; saved: Promise<void>; writes: number }
  >();
  readonly #held = new Set<RoastId>();

  /** `written` is called when a change is on disk. */
  constructor(
    store: RoastStore,
    queue: WriteQueue,
    wallMs: () => WallMs,
    written: (kind: OutboxEvent['kind']) => void = () => undefined,
  ) {
    this.#store = store;
    this.#queue = queue;
    this.#wallMs = wallMs;
    this.#written = written;
  }

  /** Takes a roast that begins; its revision must be 1. */
  add(roast: StoredRoast): void {
    invariant(roast.header.revision === 1, 'a roast begins with revision 1');
    invariant(!this.#known.has(roast.header.id), 'a roast begins once');
    this.#write(roast, 'roast.opened');
  }

  /** Brings a roast into memory, or null when there is none of that id. */
  async load(id: RoastId): Promise<StoredRoast | null> {
    const known = this.get(id);
    if (known !== null) return known;
    const stored = await this.#store.roast(id);
    return stored === null ? null : this.take(stored);
  }

  /** Takes a roast that was read from the store; gives the newer version when there is one. */
  take(stored: StoredRoast): StoredRoast {
    const known = this.get(stored.header.id);
    if (known !== null) return known;
    this.#known.set(stored.header.id, { roast: stored, saved: Promise.resolve(), writes: 0 });
    this.#forgetOld();
    return stored;
  }

  /** The newest version when it is in memory. */
  get(id: RoastId): StoredRoast | null {
    return this.#known.get(id)?.roast ?? null;
  }

  /** Keeps a roast in memory until released. */
  hold(id: RoastId): void {
    this.#held.add(id);
  }

  release(id: RoastId): void {
    this.#held.delete(id);
  }

  /**
   * Changes a roast that is in memory.
   *
   * @throws ArtisanError `store.unavailable` when too many changes wait to be saved
   */
  change(
    id: RoastId,
    change: RoastChange,
    kind: OutboxEvent['kind'] = 'roast.changed',
  ): StoredRoast {
    const before = this.get(id);
    invariant(before !== null, `roast ${id} is changed while it is in memory`);
    const revision = before.header.revision + 1;
    const after: StoredRoast = {
      header: { ...before.header, ...change.header, id, revision },
      span: change.span ?? before.span,
    };
    this.#write(after, kind);
    return after;
  }

  /** Takes the deletion of a roast back. @throws ArtisanError as {@link change} */
  restore(id: RoastId): StoredRoast {
    const before = this.get(id);
    invariant(before !== null, `roast ${id} is restored while it is in memory`);
    const { deletedWallMs: _, ...header } = before.header;
    const after = { header: { ...header, revision: header.revision + 1 }, span: before.span };
    this.#write(after, 'roast.restored');
    return after;
  }

  /** Forgets a roast that is no longer on disk. */
  drop(id: RoastId): void {
    this.#held.delete(id);
    this.#known.delete(id);
  }

  /** Resolves when every change of the roast so far is on disk. */
  async saved(id: RoastId): Promise<void> {
    await this.#known.get(id)?.saved;
  }

  /** Whether the disk has every roast of a machine as it is here. */
  isSaved(machineId: MachineId): boolean {
    const known = [...this.#known.values()];
    return known.every(({ roast, writes }) => writes === 0 || roast.header.machineId !== machineId);
  }

  #write(roast: StoredRoast, kind: OutboxEvent['kind']): void {
    const { id, revision } = roast.header;
    const event: OutboxEvent = { kind, roastId: id, revision, wallMs: this.#wallMs() };
    const saved = this.#queue.add(() => this.#save(roast, event));
    const entry = { roast, saved, writes: (this.#known.get(id)?.writes ?? 0) + 1 };
    this.#known.delete(id);
    this.#known.set(id, entry);
    void saved.then(() => {
      const known = this.#known.get(id);
      if (known !== undefined) known.writes -= 1;
      this.#written(kind);
      this.#forgetOld();
    });
  }

  async #save(roast: StoredRoast, event: OutboxEvent): Promise<void> {
    try {
      await this.#store.saveRoast(roast, event);
    } catch (error) {
      if (!ArtisanError.is(error, 'request.conflict')) throw error;
      // The store may have committed just before it failed to say so; then the work is done.
      const stored = await this.#store.roast(roast.header.id);
      if (stored?.header.revision !== roast.header.revision) throw error;
    }
  }

  #forgetOld(): void {
    for (const [id, entry] of this.#known) {
      if (this.#known.size <= cachedMax) return;
      if (entry.writes === 0 && !this.#held.has(id)) this.#known.delete(id);
    }
  }
}
