/** Days as a schedule names them, Sunday first. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

/** When something is done again and again: at a time of the wall, each day or on one day of the week. */
export interface Schedule {
  /** null: every day. */
  readonly weekday: Weekday | null;
  /** Minutes after midnight, 0 to 1439. */
  readonly minute: number;
}

/** One time at which a schedule is due. `day` names it for ever: the same day is never due twice. */
export interface ScheduleSlot {
  /** `2026-11-23`, by the wall. */
  readonly day: string;
}

const form = /^(daily|sun|mon|tue|wed|thu|fri|sat) ([01]\d|2[0-3]):([0-5]\d)$/;

/** How a schedule is written, for a person who wrote another. */
export const scheduleForm = 'off, or daily or mon to sun with a time, such as "mon 06:00"';

/** Reads `daily 05:00`, `mon 06:00` or `off` (null). undefined: it is none of these. */
export function parseSchedule(text: string): Schedule | null | undefined {
  if (text === 'off') return null;
  const parts = form.exec(text);
  if (parts === null) return undefined;
  const [, day, hours, minutes] = parts;
  const weekday = day === 'daily' ? null : (day as Weekday);
  return { weekday, minute: 60 * Number(hours) + Number(minutes) };
}

const weekdayNames: Readonly<Record<Weekday, string>> = {
  sun: 'Sunday',
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
};

/** A schedule as people say it: `every Monday at 06:00`, `every day at 05:00`. What is none stays as it was written. */
export function scheduleWords(text: string): string {
  const schedule = parseSchedule(text);
  if (schedule === undefined || schedule === null) return text;
  const { weekday } = schedule;
  const time = text.slice(-5);
  return `every ${weekday === null ? 'day' : weekdayNames[weekday]} at ${time}`;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/**
 * The latest slot that is due. It follows from the calendar on the wall alone: an hour that comes twice is the same day, an
 * hour that is left out is past when the clock has jumped over it, and whoever was off finds the slot when they are back.
 *
 * @param nowMs milliseconds since 1970 UTC
 * @param utcOffsetS seconds east of UTC at that moment
 */
export function latestSlot(schedule: Schedule, nowMs: number, utcOffsetS: number): ScheduleSlot {
  const wallMs = nowMs + 1000 * utcOffsetS;
  const midnightMs = Math.floor(wallMs / dayMs) * dayMs;
  const isPast = wallMs >= midnightMs + schedule.minute * minuteMs;
  const candidateMs = isPast ? midnightMs : midnightMs - dayMs;
  const wanted = schedule.weekday === null ? null : weekdays.indexOf(schedule.weekday);
  const back = wanted === null ? 0 : (new Date(candidateMs).getUTCDay() - wanted + 7) % 7;
  return { day: new Date(candidateMs - back * dayMs).toISOString().slice(0, 10) };
}
