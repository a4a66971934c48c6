import { MonoUs, usPerMs, WallMs } from '@artisan-ts/domain';
import type { Clock } from '#ports/clock.ts';

/** The computer's clock may be behind what was told before by this much; beyond it nobody should rely on it. */
const trustedDeficitMaxMs = 5 * 60_000;

/** Where wall time stood, and when that was on the monotonic clock. */
interface Held {
  readonly wallMs: WallMs;
  readonly monoUs: MonoUs;
}

/**
 * Wall time that never decreases: what is decided and what is written in order goes by it. While the computer's clock is
 * ahead of everything told before, it is that clock; while it is behind, time goes on from what was told last by
 * the monotonic clock. Milliseconds since 1970 UTC, whole.
 */
export class SteadyWall {
  readonly #clock: Clock;
  #last: Held;
  /** Where time went on from when the computer's clock fell behind; null while it is not. */
  #from: Held | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#last = { wallMs: WallMs(Math.floor(clock.wallMs())), monoUs: clock.monoUs() };
  }

  /** Never tells less than this from here on: what an earlier run told last. */
  raiseTo(floorMs: WallMs): void {
    if (floorMs <= this.now()) return;
    this.#last = { wallMs: floorMs, monoUs: MonoUs(this.#clock.monoUs()) };
    this.#from = this.#last;
  }

  now(): WallMs {
    const monoUs = MonoUs(this.#clock.monoUs());
    const clockMs = WallMs(Math.floor(this.#clock.wallMs()));
    const goesOn = this.#goesOn(monoUs, clockMs);
    this.#from = goesOn === null ? null : (this.#from ?? this.#last);
    this.#last = { wallMs: goesOn ?? clockMs, monoUs };
    return this.#last.wallMs;
  }

  /** How far the computer's clock is behind, in milliseconds; 0 when it is not. */
  deficitMs(): number {
    return Math.max(0, this.now() - Math.floor(this.#clock.wallMs()));
  }

  /** Whether the computer's clock is near enough to what was told before. */
  isTrusted(): boolean {
    return this.deficitMs() <= trustedDeficitMaxMs;
  }

  /** Time by the monotonic clock, while the computer's clock is behind it; null when it is not. */
  #goesOn(monoUs: MonoUs, clockMs: WallMs): WallMs | null {
    if (this.#from === null && clockMs >= this.#last.wallMs) return null;
    const { wallMs, monoUs: sinceUs } = this.#from ?? this.#last;
    const heldMs = wallMs + Math.floor((monoUs - sinceUs) / usPerMs);
    return clockMs >= heldMs ? null : WallMs(Math.max(heldMs, this.#last.wallMs));
  }
}
