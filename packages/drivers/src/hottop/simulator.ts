import type { Clock, Connection } from '@artisan-ts/runtime';
import { encodeStatus, type HottopStatus } from '#hottop/frame.ts';
import { SpeakingDevice } from '#wire/speaking-device.ts';

/** Plays a Hottop: says its status at an interval; null from `next` ends it. */
export function hottopSimulator(parts: {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly intervalMs: number;
  readonly next: () => HottopStatus | null;
}): SpeakingDevice {
  return new SpeakingDevice({
    ...parts,
    next: () => {
      const status = parts.next();
      return status && encodeStatus(status);
    },
  });
}
