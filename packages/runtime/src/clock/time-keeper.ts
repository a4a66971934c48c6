import type { HealthEvent } from '@artisan-ts/contracts';
import type { WallMs } from '@artisan-ts/domain';
import { SteadyWall } from '#clock/steady-wall.ts';
import type { TimeNews } from '#clock/time-watch.ts';
import type { Clock } from '#ports/clock.ts';
import type { ClockJump } from '#ports/clock-floor-store.ts';
import type { Logger } from '#ports/logger.ts';
import type { RoastStore } from '#ports/roast-store.ts';

/** Time is stored at least so often: what a crash can take back is no more. */
const storeEveryMs = 5000;
/** A clock that is ahead of what was expected by more has jumped. */
const jumpMinMs = 60_000;
/** Older jumps are in the log. */
const jumpsMax = 20;

/** The wall time of the station: told to whoever decides or writes, stored, and what is wrong with it. */
export class TimeKeeper {
  readonly #wall: SteadyWall;
  readonly #clock: Clock;
  readonly #store: Pick<RoastStore, 'clockFloor' | 'saveClockFloor'>;
  readonly #logger: Logger;
  #jumps: readonly ClockJump[] = [];
  #toldBeforeMs: WallMs | null = null;
  #storedUs: number | null = null;
  #isStoring = false;

  constructor(parts: {
    readonly clock: Clock;
    readonly store: Pick<RoastStore, 'clockFloor' | 'saveClockFloor'>;
    readonly logger: Logger;
  }) {
    this.#clock = parts.clock;
    this.#store = parts.store;
    this.#logger = parts.logger;
    this.#wall = new SteadyWall(parts.clock);
  }

  /** Goes on from what the run before told last. To be called once, before anything is written. @throws ArtisanError `store.*` */
  async begin(): Promise<void> {
    const floor = await this.#store.clockFloor();
    if (floor === null) return;
    this.#jumps = floor.jumps;
    this.#toldBeforeMs = floor.wallMs;
    this.#wall.raiseTo(floor.wallMs);
  }

  /** The latest time that the runs before told; null when this is the first. */
  get toldBeforeMs(): WallMs | null {
    return this.#toldBeforeMs;
  }

  /** Never decreases, also over restarts. */
  now(): WallMs {
    return this.#wall.now();
  }

  /** To be called every second: stores time when it is due. */
  look(): void {
    const sinceUs = this.#clock.monoUs() - (this.#storedUs ?? Number.NEGATIVE_INFINITY);
    if (sinceUs >= storeEveryMs * 1000) void this.#save();
  }

  /** What happened to time; a jump ahead is kept for good. */
  heard(news: TimeNews): void {
    const aheadMs = news.kind === 'wall-set' ? news.byMs : news.forMs;
    if (news.kind === 'stood-still' || aheadMs <= jumpMinMs) return;
    const jump = { wallMs: this.now(), aheadMs: Math.round(aheadMs), cause: news.kind };
    this.#jumps = [...this.#jumps.slice(1 - jumpsMax), jump];
    this.#logger.warn({ code: 'CLOCK_JUMP', ...jump }, 'time jumped ahead');
    void this.#save();
  }

  status(): NonNullable<HealthEvent['clock']> {
    return {
      wallMs: this.now(),
      behindMs: this.#wall.deficitMs(),
      isTrusted: this.#wall.isTrusted(),
      jumps: this.#jumps.map((jump) => ({ ...jump })),
    };
  }

  /** Why nobody should rely on the computer's clock now, in words; null when they may. */
  trouble(): string | null {
    if (this.#wall.isTrusted()) return null;
    return 'The clock of the computer is more than 5 minutes behind what it showed before. Recording and the time since charge are right. Set the clock; until it has caught up, new entries are dated by the time that passed.';
  }

  async #save(): Promise<void> {
    if (this.#isStoring) return;
    this.#isStoring = true;
    this.#storedUs = this.#clock.monoUs();
    try {
      await this.#store.saveClockFloor({ wallMs: this.now(), jumps: this.#jumps });
    } catch (error) {
      // A disk that takes nothing is the recorder's to tell; time is stored at the next look that succeeds.
      this.#logger.debug({ error }, 'time could not be stored');
    }
    this.#isStoring = false;
  }
}
