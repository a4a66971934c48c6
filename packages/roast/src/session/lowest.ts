import { type MonoUs, secondsBetween, usPerSecond } from '@artisan-ts/domain';
import type { BreakWindow } from '#detection/window.ts';
import type { BtReading } from '#session/state.ts';

/** Beans warm by less than 2 C/s; noise and quantum of the coarsest probes are within 10 C. A longer pause excuses no more. */
const riseMaxCPerS = 2;
const noiseC = 10;
const riseWithinS = 20;

/**
 * Whether a reading may be the lowest BT of a roast: the one after it is within reach of beans. One odd reading after a
 * pause has nothing before it that could tell it from the truth.
 */
export function isLow(past: BtReading, next: BtReading): boolean {
  const passedS = Math.min(riseWithinS, secondsBetween(past.atUs, next.atUs));
  return past.btC > 0 && next.btC - past.btC <= noiseC + riseMaxCPerS * passedS;
}

/** The lowest BT the window knows since a moment, the latest of equals; null when it knows none. */
export function lowestSince({ readings }: BreakWindow, sinceUs: MonoUs): BtReading | null {
  let lowest: BtReading | null = null;
  let past: BtReading | null = null;
  for (const { timeS, valueC: btC } of readings) {
    const reading = { atUs: Math.round(timeS * usPerSecond) as MonoUs, btC };
    const isLower = past !== null && past.atUs >= sinceUs && past.btC <= (lowest?.btC ?? past.btC);
    if (past !== null && isLower && isLow(past, reading)) lowest = past;
    past = reading;
  }
  return lowest;
}
