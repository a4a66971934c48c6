import { usPerMs } from '@artisan-ts/domain';
import { pause } from '#clock/pause.ts';
import type { Clock } from '#ports/clock.ts';
import { type StatusWords, silent } from '#source/connection-status.ts';

/** A device is silent when this many of its intervals passed without a reading. */
export const silentIntervals = 3;
/** Fast sources get at least this long, of the world's time: a busy computer is not a silent device. */
const silentFloorWorldMs = 1000;

const msPerSecond = 1000;

/** Notices that a connected device says nothing, and that it speaks again. Silence itself has no other effect. */
export class SilenceWatch {
  readonly #clock: Clock;
  readonly #afterMs: number;
  #heardUs: number | null = null;

  constructor(parts: { readonly clock: Clock; readonly intervalS: number }) {
    this.#clock = parts.clock;
    this.#afterMs = Math.max(
      silentIntervals * parts.intervalS * msPerSecond,
      silentFloorWorldMs * parts.clock.rate,
    );
  }

  /** The connection stands, or a reading came: from now on there is something to wait for. */
  heard(): void {
    this.#heardUs = this.#clock.monoUs();
  }

  /** Calls `tell` with words when silence begins and with null when it ends, until aborted. */
  async run(signal: AbortSignal, tell: (words: StatusWords | null) => void): Promise<void> {
    let isSilent = false;
    for (let waitMs = this.#afterMs; await pause(this.#clock, waitMs, signal); ) {
      const quietMs = this.#quietMs();
      const nowSilent = quietMs >= this.#afterMs;
      if (nowSilent !== isSilent) tell(nowSilent ? silent(quietMs / msPerSecond) : null);
      isSilent = nowSilent;
      waitMs = Math.max(this.#afterMs - quietMs, this.#afterMs / silentIntervals);
    }
  }

  #quietMs(): number {
    return this.#heardUs === null ? 0 : (this.#clock.monoUs() - this.#heardUs) / usPerMs;
  }
}
