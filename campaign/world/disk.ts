import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  ArtisanError,
  type DurationMs,
  type ErrorCode,
  type RandomStream,
} from '@artisan-ts/domain';
import type { ReadingStore, RoastStore } from '@artisan-ts/runtime';
import type { SimulatedClock } from '@artisan-ts/testkit';
import { type DataFolderLock, lockDataFolder } from '../../packages/storage/src/index.ts';
import type { StoreRequest } from '../../packages/storage/src/thread/protocol.ts';
import { StoreDesk } from '../../packages/storage/src/thread/store-desk.ts';
import type { Life } from './computer.ts';
import {
  connectionTo,
  contentOf,
  copyFolder,
  type FolderContent,
  leaveBehind,
  promisesDurability,
  torn,
} from './power.ts';

const files = ['readings.db', 'main.db'] as const;

/** How long the store waits by itself for another program before it gives up, in the world's time. */
const busyMs = 5_000;

/** How long a good disk takes. */
export const usualLatencyMs = 4;

/** A station that starts waits so long for a store that cannot be used at the moment. */
const startPatienceUs = 60_000_000;

/** How long a slow one takes, with which everything still works. */
export const slowLatencyMs = 1000;

/** What is wrong with the disk while it lasts. */
export type DiskTrouble =
  /** The database cannot grow: SQLite says so itself. */
  | 'full'
  /** Not even the log can grow. */
  | 'log full'
  | 'read-only'
  /** Another program holds the database. */
  | 'locked'
  | 'store thread dead';

/** Where in the next change of the store something happens to the program. */
export interface Trap {
  readonly when: 'before the commit' | 'after the commit' | 'in the commit';
  readonly spring: () => void;
}

/** SQLite's own limit (sqlite.org/limits.html). */
const pagesMax = 4_294_967_294;

/** Methods that only look. */
const looking =
  /^(range|newest|losses|durableCursor|sources|settings|machines|clockAnchor|clockFloor|roast|importedParts|roastsFrom|listRoasts|leverEvents|idempotentAnswer|unbrokenThrough|bootCount|gaps|openGaps|lateStretch|unkeptRoasts|keptReadings|keptExtent|keptSpans|roastsToFile|filedRoast)$/;

/** The store of one life of the station. */
export interface OpenedStore {
  readonly readings: ReadingStore;
  readonly roasts: RoastStore;
  readonly notices: readonly string[];
}

/**
 * A disk with a data folder, in which the real store works, in virtual time. It outlives every station: what a killed
 * program leaves, and what a power cut leaves, is what the next one finds.
 */
export class Disk {
  /** Virtual milliseconds between asking and doing; a slow disk has more. */
  latencyMs = usualLatencyMs;
  #trouble: DiskTrouble | null = null;
  #troubledUs = 0;
  /** The answer of the next change is lost although it was done. */
  losesAnswers = 0;
  trap: Trap | null = null;
  /** Changes asked of the store so far: the numbered points at which a program can die. */
  points = 0;
  /** Folders of others may lie beside its own. */
  readonly root: string;
  readonly #clock: SimulatedClock;
  readonly #chance: RandomStream;
  #folder: string;
  #desk: StoreDesk | null = null;
  #lock: DataFolderLock | null = null;
  /** When what this life asked of the store last is done. */
  #lastTurn: () => Promise<unknown> = () => Promise.resolve();
  /** What a power cut leaves at least, where the settings of the store do not promise more. */
  #confirmed: FolderContent | null = null;
  #inCommit: { readonly before: FolderContent; readonly after: FolderContent } | null = null;

  constructor(root: string, clock: SimulatedClock, chance: RandomStream) {
    this.root = mkdtempSync(join(root, 'disk-'));
    this.#clock = clock;
    this.#chance = chance;
    this.#folder = mkdtempSync(join(this.root, 'data-'));
  }

  get trouble(): DiskTrouble | null {
    return this.#trouble;
  }

  set trouble(trouble: DiskTrouble | null) {
    this.#trouble = trouble;
    this.#troubledUs = this.#clock.monoUs();
  }

  /** Whether a station that stops has time enough to save what waits. */
  get takesAll(): boolean {
    return this.trouble === null && this.losesAnswers === 0 && this.latencyMs <= slowLatencyMs;
  }

  get folder(): string {
    return this.#folder;
  }

  /** Whether a station may give up its start with this code: the store could not be used for longer than it waits. */
  mayRefuse(code: ErrorCode): boolean {
    const isHeld = this.trouble === 'locked' || this.trouble === 'store thread dead';
    const isPassing = code === 'store.unavailable' || code === 'store.locked';
    return isHeld && isPassing && this.#clock.monoUs() - this.#troubledUs > startPatienceUs;
  }

  /** Opens the store for one life. @throws ArtisanError `store.*` */
  open(life: Life): OpenedStore {
    this.#lock = lockDataFolder(this.#folder);
    const desk = new StoreDesk(
      { folder: this.#folder, mode: 'write' },
      () => this.#clock.monoUs() / 1000,
    );
    const opened = desk.answer({ id: 0, part: 'thread', method: 'open', args: [] });
    if (!opened.ok) throw new ArtisanError(opened.code, opened.message);
    this.#desk = desk;
    const isSafe = files.every((name) => {
      const db = connectionTo(this.#folder, name);
      return db !== null && promisesDurability(db);
    });
    this.#confirmed = isSafe ? null : contentOf(this.#folder);
    let turn: Promise<unknown> = Promise.resolve();
    this.#lastTurn = () => turn;
    const ask = (
      part: 'readings' | 'roasts',
      method: string,
      args: readonly unknown[],
    ): Promise<unknown> => {
      const request: StoreRequest = { id: 0, part, method, args: structuredClone(args) };
      const answer = turn.then(() => this.#serve(request, desk, life));
      turn = answer.catch(() => undefined);
      return answer;
    };
    const port = <Port>(part: 'readings' | 'roasts'): Port =>
      new Proxy(
        {},
        {
          get:
            (_, method) =>
            (...args: unknown[]) =>
              ask(part, String(method), args),
        },
      ) as Port;
    return {
      readings: port('readings'),
      roasts: port('roasts'),
      notices: opened.value as readonly string[],
    };
  }

  /** The program died: the system closes its files, and what lies there stays. */
  killed(): void {
    this.#leave(copyFolder(this.root, this.#folder));
  }

  /** The power failed: only what was confirmed is there, and any part of what was under way. */
  powerFailed(): void {
    const { before, after } = this.#inCommit ?? {};
    const confirmed = this.#confirmed ?? before ?? contentOf(this.#folder);
    const now = after ?? contentOf(this.#folder);
    this.#leave(
      leaveBehind(
        this.root,
        this.#confirmed === null ? torn(confirmed, now, this.#chance) : confirmed,
      ),
    );
  }

  /** Resolves when all that was asked so far is done: the store does it before it closes, however long it takes. */
  async answered(): Promise<void> {
    await this.#lastTurn();
  }

  /** The program stopped in good order. */
  closed(): void {
    this.#release();
  }

  /** Takes everything away. */
  remove(): void {
    this.#release();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Asks the store at once, whatever is wrong with the disk, as somebody who looks into its files would. */
  look<Answer>(
    part: 'readings' | 'roasts',
    method: string,
    ...args: readonly unknown[]
  ): Answer | null {
    const answer = this.#desk?.answer({ id: 0, part, method, args });
    return answer?.ok ? (answer.value as Answer) : null;
  }

  #leave(next: string): void {
    this.#release();
    rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = next;
  }

  #release(): void {
    this.trap = null;
    this.#inCommit = null;
    this.#desk?.answer({ id: 0, part: 'thread', method: 'close', args: [] });
    this.#desk = null;
    this.#lock?.release();
    this.#lock = null;
  }

  async #serve(request: StoreRequest, desk: StoreDesk, life: Life): Promise<unknown> {
    await this.#wait(this.latencyMs, life);
    const isChange = !looking.test(request.method);
    if (this.trouble === 'store thread dead') throw refused('store.unavailable', request);
    if (this.trouble === 'log full' && isChange) throw refused('store.full', request);
    if (this.trouble === 'locked' && isChange) await this.#wait(busyMs, life);
    if (isChange) this.points += 1;
    const trap = isChange ? this.trap : null;
    if (trap !== null) this.trap = null;
    if (trap?.when === 'before the commit') return die(trap);
    const before = trap?.when === 'in the commit' ? contentOf(this.#folder) : null;
    const answer = this.#troubled(() => desk.answer(request));
    if (before !== null) this.#inCommit = { before, after: contentOf(this.#folder) };
    if (trap !== null) return die(trap);
    await this.#wait(0, life);
    if (isChange && this.losesAnswers > 0) {
      this.losesAnswers -= 1;
      throw refused('store.unavailable', request);
    }
    if (answer.ok) return answer.value;
    throw new ArtisanError(answer.code as ErrorCode, answer.message);
  }

  /** Makes SQLite itself meet the trouble. */
  #troubled<Answer>(act: () => Answer): Answer {
    if (this.trouble === null) return act();
    const databases = files.flatMap((name) => connectionTo(this.#folder, name) ?? []);
    const ends = databases.map((db) => begin(this.trouble, db));
    try {
      return act();
    } finally {
      for (const end of ends) end();
    }
  }

  async #wait(ms: number, life: Life): Promise<void> {
    if (ms > 0) await this.#clock.sleep(ms as DurationMs);
    if (life.isOver) await new Promise(() => undefined);
  }
}

/** Puts a connection in trouble; gives the way out of it. */
function begin(trouble: DiskTrouble | null, db: DatabaseSync): () => void {
  switch (trouble) {
    case 'full': {
      const [pages] = Object.values(db.prepare('PRAGMA page_count').get() ?? {});
      return pragmas(db, `max_page_count = ${Number(pages)}`, `max_page_count = ${pagesMax}`);
    }
    case 'read-only':
      return pragmas(db, 'query_only = ON', 'query_only = OFF');
    case 'locked': {
      const other = new DatabaseSync(db.location() ?? '');
      other.exec('BEGIN IMMEDIATE');
      const back = pragmas(db, 'busy_timeout = 0', `busy_timeout = ${busyMs}`);
      return () => {
        other.close();
        back();
      };
    }
    default:
      return () => {};
  }
}

function pragmas(db: DatabaseSync, on: string, off: string): () => void {
  db.exec(`PRAGMA ${on}`);
  return () => {
    if (db.isOpen) db.exec(`PRAGMA ${off}`);
  };
}

function refused(code: ErrorCode, { part, method }: StoreRequest): ArtisanError {
  return new ArtisanError(code, `${part}.${method}: the disk of the campaign refused`);
}

/** Whoever asked is dead, and waits for ever. */
function die(trap: Trap): Promise<never> {
  trap.spring();
  return new Promise(() => undefined);
}
