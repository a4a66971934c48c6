import { usPerSecond } from '@artisan-ts/domain';
import type { WireEffect } from '#wire/conversation.ts';

/** A silent device is given up after this: a half-open connection must be found within 15 s. */
const silentAfterUs = 10 * usPerSecond;
/** A device that is heard but never understood is given longer, for noise passes. */
const unreadableForUs = 20 * usPerSecond;

/** How long since a device was heard, and since it was understood. */
export interface Silence {
  readonly silentUs: number;
  readonly unreadableUs: number;
  /** Slow readings and long time-outs were chosen by somebody: so long it always gets. */
  readonly atLeastUs: number;
  /** What did not come: `no answer`. */
  readonly what: string;
  /** What to look at. */
  readonly advice: string;
}

/** The fault that ends a conversation when nothing, or nothing readable, has come for too long; null while it has not. */
export function giveUp({
  silentUs,
  unreadableUs,
  atLeastUs,
  what,
  advice,
}: Silence): WireEffect | null {
  const patienceUs = Math.max(silentAfterUs, atLeastUs);
  if (silentUs >= patienceUs) {
    const message = `${what} for ${seconds(silentUs)} s: ${advice}`;
    return { type: 'fault', code: 'driver.silent', message };
  }
  if (unreadableUs < patienceUs + unreadableForUs) return null;
  const message = `nothing readable for ${seconds(unreadableUs)} s: ${advice}`;
  return { type: 'fault', code: 'driver.frame', message };
}

function seconds(us: number): string {
  return (us / usPerSecond).toFixed(0);
}
