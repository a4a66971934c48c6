import type { Clock, Connection } from '@artisan-ts/runtime';
import { digitsText } from '#artisan/frame.ts';
import { encodeLine } from '#wire/line-framer.ts';
import { SpeakingDevice } from '#wire/speaking-device.ts';

/** What an Artisan shows: temperatures in the unit it is set to, null where it has none, and its clock. */
export interface ShownDigits {
  readonly bt: number | null;
  readonly et: number | null;
  /** Seconds since charge, or since its recording was started. */
  readonly clockS: number;
}

/**
 * Plays the WebLCDs of a running Artisan: with each of its samples it tells both temperatures, and its clock in a message
 * of its own. Null ends it.
 */
export class ArtisanSimulator extends SpeakingDevice {
  constructor(parts: {
    readonly connection: Connection;
    readonly clock: Clock;
    readonly intervalMs: number;
    readonly next: () => ShownDigits | null;
  }) {
    super({
      ...parts,
      next: () => {
        const shown = parts.next();
        if (shown === null) return null;
        const digits = { bt: temperature(shown.bt), et: temperature(shown.et) };
        const said = [digits, { time: clockText(shown.clockS) }].map(digitsText);
        return encodeLine(said.join('\n'));
      },
    });
  }

  /** A WebSocket keeps messages apart: what is spoilt is one message, and whole. */
  override garbleNext(): void {
    this.say(encodeLine('{"data":{"bt":"1\u0000'));
    this.misbehave({ kind: 'silence' });
  }
}

function temperature(value: number | null): string {
  return value === null ? 'u.u' : value.toFixed(1);
}

function clockText(seconds: number): string {
  const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  return `${two(seconds / 60)}:${two(seconds % 60)}`;
}
