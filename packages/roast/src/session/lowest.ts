import { type MonoUs, usPerSecond } from '@artisan-ts/domain';
import type { BreakWindow } from '#detection/window.ts';
import type { SessionRoast } from '#session/state.ts';

/** The lowest BT the window knows since a moment, the latest of equals; null when it knows none. */
export function lowestSince(window: BreakWindow, sinceUs: MonoUs): SessionRoast['lowest'] {
  let lowest: SessionRoast['lowest'] = null;
  for (const { timeS, valueC } of window.readings) {
    const atUs = Math.round(timeS * usPerSecond) as MonoUs;
    if (atUs < sinceUs || (lowest !== null && valueC > lowest.btC)) continue;
    lowest = { atUs, btC: valueC };
  }
  return lowest;
}
