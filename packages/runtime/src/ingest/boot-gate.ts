import { type BootId, DurationMs, type SourceId } from '@artisan-ts/domain';
import { BoundedMap } from '#ingest/bounded-map.ts';
import type { Clock } from '#ports/clock.ts';
import type { BirthAnswer, BootBirth, ReadingStore } from '#ports/reading-store.ts';

/** Readings of a start that was not announced wait so long for its birth; kernel-and-trust 13.2. */
const waitMsMax = DurationMs(60_000);
/** Messages that wait at once: of 64 KiB each at most, 16 MiB. */
const waitingMax = 256;
/** Boots that are remembered; of the others the disk is asked. */
const rememberedMax = 1024;

/** What is known of a boot: the number of its start, or that no birth of it came in time. */
type Known = { readonly count: number } | 'unannounced';

interface Waiting {
  readonly over: Promise<void>;
  readonly end: () => void;
  count: number;
}

/**
 * Lets readings of a boot pass when its birth is on disk. Others wait for it a little; what waits too long, and all that
 * follows it until a birth comes, does not pass.
 */
export class BootGate {
  readonly #readings: Pick<ReadingStore, 'recordBirth' | 'bootCount'>;
  readonly #clock: Clock;
  readonly #known = new BoundedMap<string, Known>(rememberedMax);
  /** Those that wait until a boot becomes known, up to the last of them that is awake. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #lookingUp = new Map<string, Promise<void>>();
  /** Births that came and that the store did not take. */
  readonly #refusals = new BoundedMap<string, { readonly error: unknown }>(rememberedMax);
  #waitingCount = 0;

  constructor(parts: {
    readonly readings: Pick<ReadingStore, 'recordBirth' | 'bootCount'>;
    readonly clock: Clock;
  }) {
    this.#readings = parts.readings;
    this.#clock = parts.clock;
  }

  /** The sender announces a start. @throws ArtisanError `store.*` */
  async announce(birth: BootBirth): Promise<BirthAnswer> {
    const key = keyOf(birth);
    const answer = await this.#readings.recordBirth(birth).catch((error) => {
      this.#refusals.set(key, { error });
      throw error;
    });
    this.#refusals.delete(key);
    if (answer.isTaken) this.#learn(key, { count: birth.bootCount });
    return answer;
  }

  /** Which start of its source the boot is when that is known already and nobody waits before; otherwise {@link wait}. */
  countOf(sourceId: SourceId, boot: BootId): number | null {
    const key = keyOf({ sourceId, boot });
    return this.#lookingUp.has(key) || this.#waiting.has(key) ? null : this.#countOf(key);
  }

  /**
   * Resolves with the number of the start, or null when no birth of it came in time, in the order in which it was asked.
   *
   * @throws ArtisanError `store.*`, also that of a birth which came and could not be stored: its readings have to come again
   */
  async wait(sourceId: SourceId, boot: BootId): Promise<number | null> {
    const key = keyOf({ sourceId, boot });
    const isAsked = this.#lookingUp.has(key);
    if (isAsked || !this.#known.has(key)) await this.#lookUp(sourceId, boot);
    const mayWait = this.#known.has(key) ? this.#waiting.has(key) : this.#waitingCount < waitingMax;
    if (mayWait) await this.#waitFor(key);
    const count = this.#countOf(key);
    const refusal = count === null ? this.#refusals.get(key) : undefined;
    if (refusal !== undefined) throw refusal.error;
    return count;
  }

  async #waitFor(key: string): Promise<void> {
    const waiting = this.#waiting.get(key) ?? this.#beginWaiting(key);
    waiting.count += 1;
    this.#waitingCount += 1;
    await waiting.over;
    this.#waitingCount -= 1;
    waiting.count -= 1;
    if (waiting.count === 0) this.#waiting.delete(key);
  }

  #countOf(key: string): number | null {
    const known = this.#known.get(key);
    return known === undefined || known === 'unannounced' ? null : known.count;
  }

  /** Asks the disk once for all that wait: they go on in the order in which they came, and before whatever comes later. */
  #lookUp(sourceId: SourceId, boot: BootId): Promise<void> {
    const key = keyOf({ sourceId, boot });
    const underWay = this.#lookingUp.get(key);
    if (underWay !== undefined) return underWay;
    const looking = this.#readings.bootCount(sourceId, boot).then((count) => {
      if (count !== null) this.#learn(key, { count });
    });
    this.#lookingUp.set(key, looking);
    const isOver = (): unknown => this.#lookingUp.delete(key);
    looking.then(isOver, isOver);
    return looking;
  }

  #beginWaiting(key: string): Waiting {
    const born = new AbortController();
    // An aborted sleep is the birth that was waited for.
    const over = this.#clock.sleep(waitMsMax, born.signal).then(
      // A birth that came in the same breath is believed.
      () => {
        if (!this.#known.has(key) && this.#refusals.get(key) === undefined)
          this.#learn(key, 'unannounced');
      },
      () => undefined,
    );
    const waiting = { over, end: () => born.abort(), count: 0 };
    this.#waiting.set(key, waiting);
    return waiting;
  }

  #learn(key: string, known: Known): void {
    this.#known.delete(key);
    this.#known.set(key, known);
    this.#waiting.get(key)?.end();
  }
}

function keyOf({ sourceId, boot }: Pick<BootBirth, 'sourceId' | 'boot'>): string {
  return `${sourceId}/${boot}`;
}
