import { MonoUs, usPerMs, usPerSecond, WallMs } from '@artisan-ts/domain';
import { type Clock, ElapsedTime, type RawClocks, type SleepControl } from '@artisan-ts/runtime';
import { SimulatedClock } from '@artisan-ts/testkit';

/** Linux tells its time since boot in hundredths of a second. */
const bootStepUs = 10 * usPerMs;
/** How long the computer has been on when the campaign begins. */
const upAtFirstUs = 3_600_000_000;

/** Nobody sets a clock wrong by more, s: it has lost its time. */
export const lostMinS = 30 * 86_400;

/** One run of the station's program. When it is over, nothing of it goes on. */
export interface Life {
  isOver: boolean;
}

/** What a program sees of its computer. */
export interface ProgramTime {
  readonly clock: Clock;
  readonly sleep: SleepControl;
}

/**
 * A computer whose clock can be set, that sleeps, stands still, loses power and starts again. The world goes on by
 * {@link trueUs} whatever the computer does.
 */
export class Computer {
  /** The computer's own time while it is awake; timers run on it. */
  readonly clock: SimulatedClock;
  #boots = 1;
  #bootedUs = -upAtFirstUs;
  #sleptUs = 0;
  #sleptBeforeBootUs = 0;
  #wallSetMs = 0;
  /** When the wall clock was set, in seconds of the world, and by how much. */
  readonly #wallSets: { readonly atS: number; readonly byMs: number }[] = [];

  /** `wallMs` is what the wall clock shows at first. */
  constructor(wallMs: number) {
    this.clock = new SimulatedClock({ wallMs });
  }

  /** Time that truly passed, for machines and people. */
  trueUs(): number {
    return this.clock.monoUs() + this.#sleptUs;
  }

  /** The same in seconds. */
  trueS(): number {
    return this.trueUs() / usPerSecond;
  }

  /** What a clock that nobody set would show. */
  trueWallMs(): number {
    return this.clock.wallMs() + Math.floor(this.#sleptUs / usPerMs);
  }

  /** By how much its wall clock is ahead of that. */
  get wallAheadMs(): number {
    return this.#wallSetMs;
  }

  /** By how much the wall clock was set since a moment of the world, in seconds. */
  wallSetSinceS(sinceS: number): number {
    return this.#wallSets.reduce(
      (sum, { atS, byMs }) => (atS > sinceS ? sum + byMs / 1000 : sum),
      0,
    );
  }

  /** By how much its wall clock was set in all, either way, by whoever meant to set it right. */
  get meddledS(): number {
    return this.#wallSets.reduce((sum, { byMs }) => {
      const byS = Math.abs(byMs) / 1000;
      return byS < lostMinS ? sum + byS : sum;
    }, 0);
  }

  get bootName(): string {
    return `boot-${this.#boots}`;
  }

  wallMs(): number {
    return this.trueWallMs() + this.#wallSetMs;
  }

  /** Nothing runs and timers stand still; the wall clock and the time since boot go on. */
  fallAsleep(ms: number): void {
    this.#sleptUs += ms * usPerMs;
  }

  /** Nothing runs, and timers fall due. */
  standStill(ms: number): void {
    this.clock.stall(ms);
  }

  setWall(byMs: number): void {
    this.#wallSetMs += byMs;
    this.#wallSets.push({ atS: this.trueS(), byMs });
  }

  /** The monotonic clock begins anew. */
  reboot(): void {
    this.#boots += 1;
    this.#bootedUs = this.clock.monoUs();
    this.#sleptBeforeBootUs = this.#sleptUs;
  }

  /** Time as the station's program is given it; its sleepers never wake once its life is over. */
  timeFor(life: Life): ProgramTime {
    const bootedUs = this.#bootedUs;
    const monoUs = (): number => this.clock.monoUs() - bootedUs;
    const raw: RawClocks = {
      monoUs,
      wallMs: () => this.wallMs(),
      bootUs: () => monoUs() + this.#sleptUs - this.#sleptBeforeBootUs,
      bootStepUs,
    };
    const elapsed = new ElapsedTime(raw);
    const clock: Clock = {
      rate: 1,
      monoUs: () => MonoUs(elapsed.monoUs()),
      wallMs: () => WallMs(this.wallMs()),
      sleep: async (span, signal) => {
        await this.clock.sleep(span, signal);
        if (life.isOver) await new Promise(() => undefined);
      },
    };
    const sleep = { sleptMs: () => elapsed.sleptMs(), keepAwake: () => {}, trouble: () => null };
    return { clock, sleep };
  }
}
