import type { HealthEvent } from '@artisan-ts/contracts';
import { pause } from '#clock/pause.ts';
import type { Clock } from '#ports/clock.ts';

/** How often the state of recording is looked at, in the world's time. */
const lookEveryMs = 1000;

/** Tells when recording gets into trouble and out of it; while it is in trouble, every second anew. */
export async function watchRecording(
  clock: Clock,
  signal: AbortSignal,
  parts: {
    readonly status: () => HealthEvent['recording'];
    readonly changed: () => void;
  },
): Promise<void> {
  let told = parts.status().state;
  while (await pause(clock, lookEveryMs, signal)) {
    const { state } = parts.status();
    const isTrouble = state === 'behind' || state === 'failing';
    if (state !== told || isTrouble) parts.changed();
    told = state;
  }
}
