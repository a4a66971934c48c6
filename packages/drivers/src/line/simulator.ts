import type { Clock, Connection } from '@artisan-ts/runtime';
import { encodeLine } from '#wire/line-framer.ts';
import { SpeakingDevice } from '#wire/speaking-device.ts';

/** Plays a device that sends a line at an interval; null from `next` ends it. */
export function lineSimulator(parts: {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly intervalMs: number;
  readonly next: () => string | null;
}): SpeakingDevice {
  return new SpeakingDevice({
    ...parts,
    next: () => {
      const text = parts.next();
      return text === null ? null : encodeLine(text);
    },
  });
}
