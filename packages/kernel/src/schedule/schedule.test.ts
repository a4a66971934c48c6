import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  latestSlot,
  parseSchedule,
  type Schedule,
  scheduleWords,
  weekdays,
} from '#schedule/schedule.ts';

const hourMs = 3_600_000;
const mondaySix: Schedule = { weekday: 'mon', minute: 360 };

/** Central Europe in 2026: summer time from 29 March to 25 October, both at 01:00 UTC. */
const summer = [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)] as const;
const berlinS = (ms: number): number => (ms >= summer[0] && ms < summer[1] ? 7200 : 3600);
const slotIn = (schedule: Schedule, ms: number) => latestSlot(schedule, ms, berlinS(ms)).day;

describe('a schedule', () => {
  it('is said as people say it', () => {
    expect(scheduleWords('mon 06:00')).toBe('every Monday at 06:00');
    expect(scheduleWords('daily 23:59')).toBe('every day at 23:59');
    expect(scheduleWords('off')).toBe('off');
  });

  it('is read as people write it, and anything else is refused', () => {
    expect(parseSchedule('mon 06:00')).toEqual(mondaySix);
    expect(parseSchedule('daily 23:59')).toEqual({ weekday: null, minute: 1439 });
    expect(parseSchedule('off')).toBeNull();
    for (const text of ['', 'mon 6:00', 'Mon 06:00', 'daily 24:00', 'daily 05:60', 'mon', ' off']) {
      expect(parseSchedule(text), text).toBeUndefined();
    }
  });

  it('is due from its minute on its day until the next', () => {
    const at = (iso: string) => latestSlot(mondaySix, Date.parse(iso), 0).day;
    expect(at('2026-11-23T05:59:59Z')).toBe('2026-11-16');
    expect(at('2026-11-23T06:00:00Z')).toBe('2026-11-23');
    expect(at('2026-11-29T23:59:59Z')).toBe('2026-11-23');
  });

  it.each([
    ['in the hour that comes twice', 150, Date.UTC(2026, 9, 24, 12)],
    ['in the hour that is left out', 150, Date.UTC(2026, 2, 28, 12)],
  ])('is due once a day %s, by a look every minute', (_, minute, fromMs) => {
    const seen: string[] = [];
    for (let ms = fromMs; ms < fromMs + 48 * hourMs; ms += 60_000) {
      const day = slotIn({ weekday: null, minute }, ms);
      if (!seen.includes(day)) seen.push(day);
    }
    expect(seen).toHaveLength(3);
    expect(seen).toEqual(seen.toSorted());
  });

  it('never names a day of the future or of another weekday, at any time in any zone', () => {
    const anySchedule = fc.record({
      weekday: fc.option(fc.constantFrom(...weekdays)),
      minute: fc.integer({ min: 0, max: 1439 }),
    });
    const anyOffsetS = fc.integer({ min: -48, max: 56 }).map((quarters) => quarters * 900);
    fc.assert(
      fc.property(anySchedule, fc.nat(4e12), anyOffsetS, (schedule, ms, offsetS) => {
        const { day } = latestSlot(schedule, ms, offsetS);
        const dueMs = Date.parse(day) + schedule.minute * 60_000;
        const agoMs = ms + offsetS * 1000 - dueMs;
        expect(agoMs).toBeGreaterThanOrEqual(0);
        expect(agoMs).toBeLessThan((schedule.weekday === null ? 1 : 7) * 24 * hourMs);
        const weekday = weekdays[new Date(day).getUTCDay()];
        if (schedule.weekday !== null) expect(weekday).toBe(schedule.weekday);
      }),
    );
  });
});
