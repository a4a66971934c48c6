import type { Clock, Connection } from '@artisan-ts/runtime';
import { encodeLine } from '#wire/line-framer.ts';
import { SpeakingDevice } from '#wire/speaking-device.ts';

/** Plays a Mugma: says a line of values at an interval; null from `next` ends it. */
export function mugmaSimulator(parts: {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly intervalMs: number;
  readonly next: () => { readonly btC: number; readonly etC: number } | null;
}): SpeakingDevice {
  const tenths = (valueC: number): number => Math.round(valueC * 10);
  return new SpeakingDevice({
    ...parts,
    next: () => {
      const now = parts.next();
      if (now === null) return null;
      const { btC, etC } = now;
      return encodeLine(`\n1,0,0,0,${tenths(etC)},${tenths(btC)},40,655,2100,2050`);
    },
  });
}
