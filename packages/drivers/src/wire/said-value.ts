import type { TemperatureUnit } from '@artisan-ts/domain';
import { type ChannelReading, temperatureReading } from '#wire/conversation.ts';

/** What the number that a device says of a channel means. */
export interface SaidMeaning {
  /** The scale of a temperature; null: it is none. */
  readonly unit: TemperatureUnit | null;
  /** The number divided by this is the value. */
  readonly divider: number;
}

const numberForm = /^\s*-?\d+(\.\d+)?\s*$/;

/** What stands in JSON for a channel: a number, or a number as text; null and nothing at all are not sent. */
export function saidReading({ unit, divider }: SaidMeaning, said: unknown): ChannelReading {
  if (said === undefined || said === null) return 'not-sent';
  const isNumber = typeof said === 'number' || (typeof said === 'string' && numberForm.test(said));
  if (!isNumber) return 'unreadable';
  const value = Number(said) / divider;
  if (unit !== null) return temperatureReading(unit, value);
  return Number.isFinite(value) ? value : 'out-of-range';
}
