import { pause } from '#clock/pause.ts';
import type { Clock } from '#ports/clock.ts';

/** Wakes one sleeper. Rung while nobody sleeps, it wakes whoever sleeps next. */
export class Bell {
  #rung = new AbortController();

  ring(): void {
    this.#rung.abort();
  }

  /** Sleeps until rung or for so long; says whether it was rung. */
  async wait(clock: Clock, spanMs: number): Promise<boolean> {
    const isRung = !(await pause(clock, spanMs, this.#rung.signal));
    if (isRung) this.#rung = new AbortController();
    return isRung;
  }
}
