const secondsPerDay = 86_400;

/** Seconds from 1970 to a date and time of the same clock; null unless both texts are of the ISO 8601 form. */
export function secondsFromIso(date: string, time: string): number | null {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  const clock = /^(\d\d):(\d\d):(\d\d)$/.exec(time);
  if (day === null || clock === null) return null;
  const [year = 0, month = 0, dayOfMonth = 0] = day.slice(1).map(Number);
  const [hour = 0, minute = 0, second = 0] = clock.slice(1).map(Number);
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) return null;
  if (hour > 23 || minute > 59 || second > 60) return null;
  return daysFromDate(year, month, dayOfMonth) * secondsPerDay + hour * 3600 + minute * 60 + second;
}

/** The date and time of a second counted from 1970. */
export function isoFromSeconds(seconds: number): { readonly date: string; readonly time: string } {
  const days = Math.floor(seconds / secondsPerDay);
  const { year, month, day } = dateFromDays(days);
  const inDay = Math.floor(seconds) - days * secondsPerDay;
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    date: `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`,
    time: `${two(Math.floor(inDay / 3600))}:${two(Math.floor(inDay / 60) % 60)}:${two(inDay % 60)}`,
  };
}

// Both ways by Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, eras have 400.

function daysFromDate(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function dateFromDays(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}
