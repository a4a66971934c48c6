import { type LeverChange, type LeverId, type MonoUs, secondsBetween } from '@artisan-ts/domain';
import type { LeverEvent } from '#ports/roast-store.ts';

/** Lever changes kept per machine: a change every two seconds for eleven hours. */
const eventsMax = 20_000;

/** The recent lever values of one machine, ordered by time. */
export class LeverTrack {
  #events: LeverEvent[];

  constructor(events: readonly LeverEvent[]) {
    this.#events = [...events];
  }

  push(event: LeverEvent): void {
    const after = this.#events.findLastIndex((known) => known.atUs <= event.atUs) + 1;
    this.#events.splice(after, 0, event);
    if (this.#events.length > eventsMax) this.#events = this.#events.slice(-eventsMax);
  }

  /** The value in force, or null when none was ever known. */
  value(lever: LeverId): number | null {
    return this.#events.findLast((event) => event.lever === lever)?.value ?? null;
  }

  /** The newest event of each lever. */
  inForce(): LeverEvent[] {
    return [...new Map(this.#events.map((event) => [event.lever, event])).values()];
  }

  /**
   * What a roast record says about levers: the value each had at the start, then the changes up to the end, ends
   * included. Times are seconds from `fromUs`, negative for what was set before.
   */
  changes(fromUs: MonoUs, toUs: MonoUs | null): LeverChange[] {
    const atStart = new Map<LeverId, LeverEvent>();
    const during: LeverEvent[] = [];
    for (const event of this.#events) {
      if (event.atUs < fromUs) atStart.set(event.lever, event);
      else if (toUs === null || event.atUs <= toUs) during.push(event);
    }
    const standing = [...atStart.values()].sort((a, b) => a.atUs - b.atUs);
    return [...standing, ...during].map(({ lever, atUs, value, state }) => ({
      lever,
      timeS: secondsBetween(fromUs, atUs),
      value,
      state,
    }));
  }
}
