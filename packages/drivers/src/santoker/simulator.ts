import type { Clock, Connection } from '@artisan-ts/runtime';
import { encodeMessage, type SantokerTarget, santokerTargets } from '#santoker/frame.ts';
import { SpeakingDevice } from '#wire/speaking-device.ts';

const buttons = { charge: 0x80, dryEnd: 0x81, fcStart: 0x82, scStart: 0x83, drop: 0x84 } as const;

/** Plays a Santoker: says all its values at an interval, BT last, and which buttons are pressed. */
export class SantokerSimulator extends SpeakingDevice {
  /** `next` gives temperatures in Celsius and the rest in percent, as far as the machine has them; null ends it. */
  constructor(parts: {
    readonly connection: Connection;
    readonly clock: Clock;
    readonly intervalMs: number;
    readonly next: () => Readonly<Partial<Record<SantokerTarget, number>>> | null;
  }) {
    super({
      ...parts,
      next: () => {
        const values = parts.next();
        return values && messagesOf(values);
      },
    });
  }

  /** A button goes down, or up. */
  press(button: keyof typeof buttons, isDown = true): void {
    this.say(encodeMessage(buttons[button], isDown ? 1 : 0));
  }
}

const temperatures: readonly SantokerTarget[] = ['bt', 'et', 'ir', 'board'];

function messagesOf(values: Readonly<Partial<Record<SantokerTarget, number>>>): Uint8Array {
  const order: readonly SantokerTarget[] = ['board', 'et', 'ir', 'power', 'air', 'drum', 'bt'];
  const messages = order.flatMap((target) => {
    const value = values[target];
    if (value === undefined) return [];
    const said = temperatures.includes(target) ? Math.round(value * 10) : value;
    return [...encodeMessage(santokerTargets[target][0], said)];
  });
  return Uint8Array.from(messages);
}
