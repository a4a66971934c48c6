import { MonoUs, usPerMs, usPerSecond } from '@artisan-ts/domain';

/** The clocks of a computer, as they are. */
export interface RawClocks {
  /** Never set, never goes back; may stand still while the computer sleeps. Microseconds. */
  monoUs(): number;
  /** May be set at any time. Milliseconds since 1970 UTC. */
  wallMs(): number;
  /** Time since the computer was started, sleep included, or null where the system does not tell. Microseconds. */
  bootUs(): number | null;
  /** How finely `bootUs` is told, in microseconds. */
  readonly bootStepUs: number;
}

/** The wall clock runs this far apart from the monotonic one only when it was set or the computer slept. */
const apartMinUs = usPerSecond / 2;
/** However well wall and monotonic clock agree, the third clock is asked so often: a sleep may hide behind a correction. */
const askEveryUs = 10 * usPerSecond;
/** Sleep is told from the coarseness of the clocks when it is this many of their steps. */
const stepsMin = 2;
/** And never below this: clocks are not read at one instant. */
const sleepMinUs = usPerSecond / 4;

/**
 * Time that has truly passed since the computer was started: the monotonic clock, and what it missed while the computer slept. A wall
 * clock that is set does not move it. Sleep is noticed at the first look after it, so that nothing is stamped with a time
 * from before.
 */
export class ElapsedTime {
  readonly #raw: RawClocks;
  /** By how much boot time is ahead of the monotonic clock, as far as that is accounted for. */
  #aheadUs: number;
  #sleptUs: number;
  #lastMonoUs: number;
  #lastWallMs: number;
  #askedUs: number;

  constructor(raw: RawClocks) {
    this.#raw = raw;
    this.#lastMonoUs = raw.monoUs();
    this.#lastWallMs = raw.wallMs();
    this.#askedUs = this.#lastMonoUs;
    const bootUs = raw.bootUs();
    this.#aheadUs = bootUs === null ? 0 : bootUs - this.#lastMonoUs;
    // Before this process began the computer may have slept: the axis of an earlier one went on through that. A boot time that is
    // behind, as in some containers, tells only of differences.
    const isSleep = this.#aheadUs >= this.#sleepMinUs;
    this.#sleptUs = isSleep ? Math.round(this.#aheadUs) : 0;
  }

  /** Microseconds since the computer was started, sleep included. Never goes back. */
  monoUs(): MonoUs {
    const monoUs = this.#raw.monoUs();
    const wallMs = this.#raw.wallMs();
    const passedUs = monoUs - this.#lastMonoUs;
    const apartUs = (wallMs - this.#lastWallMs) * usPerMs - passedUs;
    if (Math.abs(apartUs) >= apartMinUs || monoUs - this.#askedUs >= askEveryUs) {
      this.#askedUs = monoUs;
      this.#addSleep(monoUs, apartUs);
    }
    this.#lastMonoUs = monoUs;
    this.#lastWallMs = wallMs;
    return MonoUs(Math.floor(monoUs + this.#sleptUs));
  }

  /** How long the computer has slept since it was started, as far as it was noticed, in milliseconds. */
  sleptMs(): number {
    this.monoUs();
    return this.#sleptUs / usPerMs;
  }

  #addSleep(monoUs: number, apartUs: number): void {
    const bootUs = this.#raw.bootUs();
    if (bootUs === null) return;
    const newUs = bootUs - monoUs - this.#aheadUs;
    if (newUs < this.#sleepMinUs) return;
    // Where boot time is told in whole seconds, the wall clock tells the same span more finely, if it was not set as well.
    const isCoarse = this.#raw.bootStepUs > apartMinUs;
    const agrees = Math.abs(apartUs - newUs) <= stepsMin * this.#raw.bootStepUs;
    const addedUs = Math.round(isCoarse && agrees ? apartUs : newUs);
    this.#sleptUs += addedUs;
    this.#aheadUs += addedUs;
  }

  get #sleepMinUs(): number {
    return Math.max(sleepMinUs, stepsMin * this.#raw.bootStepUs);
  }
}
