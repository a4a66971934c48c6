import { ok, type Result, refuse } from '@artisan-ts/domain';
import type { PushedReading, PushReceipt } from '@artisan-ts/runtime';
import type { PushChannel, PushSettings } from '#push/settings.ts';
import {
  type ChannelReading,
  type ChannelValues,
  channelValues,
  temperatureReading,
} from '#wire/conversation.ts';

/** What is known of a device that pushes. */
export interface Inbox {
  /** When the last reading was taken; null: none was. */
  readonly takenUs: number | null;
  /** The last ones as they came, the newest first. */
  readonly last: readonly PushedReading[];
}

/** Nothing came yet. */
export const emptyInbox: Inbox = { takenUs: null, last: [] };

/**
 * A device may push so many before it hears an answer, and all of them again when its connection was cut. More would take a
 * device that was started again, says no boot, and begins its numbers anew in a cold machine, for one that repeats itself.
 */
const repeatableMax = 8;

/** What becomes of a reading: the inbox after it, the sample it makes if any, and what the device is told. */
export interface Pushed {
  readonly inbox: Inbox;
  readonly values: ChannelValues | null;
  readonly receipt: PushReceipt;
}

/** Networks hold back one and hurry the next: a device at its interval is never thinned for half of it. */
const earlyShare = 0.5;

/**
 * Judges a pushed reading: refused with the name that is wrong, not taken when it came before or too soon, or taken with a
 * word about the numbers that were passed over.
 */
export function takePushed(
  { entries, intervalUs }: PushSettings,
  inbox: Inbox,
  reading: PushedReading,
  nowUs: number,
): Result<Pushed> {
  const names = entries.map(({ channel }) => channel.id);
  const unknown = Object.keys(reading.values).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const why = `"${unknown}" is no channel of this machine; it has ${names.join(', ')}`;
    return refuse('input.invalid', `values: ${why}`);
  }
  const { last, takenUs } = inbox;
  const newest = [reading, ...last].slice(0, repeatableMax);
  if (reading.seq !== null && last.some((before) => isSame(before, reading))) {
    return ok({ inbox, values: null, receipt: notTaken(`number ${reading.seq} came before`) });
  }
  if (takenUs !== null && nowUs - takenUs < earlyShare * intervalUs) {
    const remark = `too soon after the last one; this machine is read every ${intervalUs / 1e6} s`;
    return ok({ inbox: { takenUs, last: newest }, values: null, receipt: notTaken(remark) });
  }
  return ok({
    inbox: { takenUs: nowUs, last: newest },
    values: channelValues(entries.map((entry) => readingOf(entry, reading))),
    receipt: { taken: true, remark: passedOver(last[0], reading) },
  });
}

function notTaken(remark: string): PushReceipt {
  return { taken: false, remark };
}

/**
 * A device that heard no answer pushes again what it had pushed. After a restart it begins its numbers anew: one that does not
 * say so with another boot is known by its values alone.
 */
function isSame(before: PushedReading, { seq, boot, values }: PushedReading): boolean {
  const names = Object.keys(values);
  return (
    before.seq === seq &&
    before.boot === boot &&
    names.length === Object.keys(before.values).length &&
    names.every((name) => before.values[name] === values[name])
  );
}

function passedOver(last: PushedReading | undefined, reading: PushedReading): string | null {
  const { seq } = reading;
  if (last === undefined || last.boot !== reading.boot) return null;
  if (last.seq === null || seq === null || seq <= last.seq + 1) return null;
  return `${seq - last.seq - 1} numbers before it did not come`;
}

function readingOf({ channel, unit }: PushChannel, { values }: PushedReading): ChannelReading {
  const said = Object.hasOwn(values, channel.id) ? values[channel.id] : null;
  if (said === undefined || said === null) return 'not-sent';
  if (typeof said === 'string') return said;
  return unit === null ? said : temperatureReading(unit, said);
}
