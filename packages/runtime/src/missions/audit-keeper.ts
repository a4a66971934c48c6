import { usPerMs } from '@artisan-ts/domain';
import { checkpointEntries, checkpointEveryMs } from '@artisan-ts/trust';
import { pause } from '#clock/pause.ts';
import type { AuditAnchors } from '#ports/audit-anchors.ts';
import type { MissionStore } from '#ports/mission-store.ts';
import type { StationParts } from '#station-parts.ts';

/** How often is looked whether a checkpoint is due. */
const lookEveryMs = 5_000;

/** What a person is told of the log under this code, while it is so. */
const noticeCode = 'audit.anchors';

/**
 * Keeps outside of the store how the audit log stands: after so many entries, after a minute with a new one, and when the
 * station stops. At the start it is looked whether the log still holds what was kept.
 */
export class AuditKeeper {
  readonly #station: StationParts;
  readonly #store: Pick<MissionStore, 'auditEntries' | 'checkpoint'>;
  readonly #anchors: AuditAnchors;
  readonly #log: string;
  #keptSize = 0;
  #keptUs = Number.NEGATIVE_INFINITY;
  #contradiction: string | null = null;

  constructor(station: StationParts, store: MissionStore, anchors: AuditAnchors, log: string) {
    this.#station = station;
    this.#store = store;
    this.#anchors = anchors;
    this.#log = log;
  }

  /** Keeps checkpoints until told to stop, and a last one then. */
  async run(stop: AbortSignal): Promise<void> {
    await this.#try(() => this.#compare());
    do {
      await this.#try(() => this.#look(false));
    } while (await pause(this.#station.deps.clock, lookEveryMs, stop));
    await this.#try(() => this.#look(true));
  }

  /** The entries that anchors speak of must be there, and the same. */
  async #compare(): Promise<void> {
    for (const { size, head } of await this.#anchors.newest(this.#log)) {
      const [entry] = size === 0 ? [] : await this.#store.auditEntries(this.#log, size - 1, 1);
      if (entry?.hash === head) continue;
      const what = entry === undefined ? 'is not there any more' : 'has become another';
      this.#contradiction = `entry ${size - 1} of the audit log ${what}: the log was cut off or written anew; keep a copy of the data folder and run artisan audit verify`;
      this.#tell(this.#contradiction);
    }
  }

  async #look(isLast: boolean): Promise<void> {
    const { clock } = this.#station.deps;
    const checkpoint = await this.#store.checkpoint(this.#log, this.#station.time.now());
    if (checkpoint === null || checkpoint.size === this.#keptSize) return;
    const nowUs = clock.monoUs();
    const isDue =
      isLast ||
      checkpoint.size - this.#keptSize >= checkpointEntries ||
      nowUs - this.#keptUs >= checkpointEveryMs * usPerMs;
    if (!isDue) return;
    // A log that contradicts its anchors is not vouched for again: the old ones must stay the newest.
    if (this.#contradiction !== null) return;
    const troubles = await this.#anchors.keep(checkpoint);
    this.#tell(troubles.length === 0 ? null : troubles.join('; '));
    if (troubles.length > 0) return;
    this.#keptSize = checkpoint.size;
    this.#keptUs = nowUs;
  }

  #tell(words: string | null): void {
    const { notices, deps, publishHealth } = this.#station;
    if (!notices.isNow(noticeCode, words, deps.clock.wallMs())) return;
    if (words !== null) deps.logger.error({}, words);
    publishHealth();
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // The recorder says what is wrong with the disk; the next look keeps what this one could not.
      this.#station.deps.logger.debug({ error }, 'the audit log could not be looked at');
    }
  }
}
