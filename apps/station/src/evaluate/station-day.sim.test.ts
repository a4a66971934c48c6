import { roastFiles } from '@artisan-ts/testkit';
import { expect, it } from 'vitest';
import { readJudgedRoasts } from '#evaluate/judged-roasts.ts';
import { playStationDay } from '#evaluate/station-day.ts';

/** Their files go on after the drop: something shows that the beans left. */
const names = ['hypersprite', 'ikuto', 'scottjames'];

const read = roastFiles().length > 0 ? readJudgedRoasts(roastFiles()) : null;
const all = read?.ok ? read.value.roasts : [];

it.skipIf(all.length === 0)(
  'a whole station lists thirty closed roasts, their marks suggested, and thirty reports for thirty real ones and nobody at a key',
  async () => {
    const day = names.flatMap((name) => all.filter(({ machine }) => machine === name).slice(-10));
    const { roasts, right, missions } = await playStationDay(day);
    expect(day).toHaveLength(30);
    expect(roasts.map(({ closeReason }) => closeReason)).toEqual(day.map(() => 'afterDrop'));
    expect(right).toHaveLength(day.length);
    for (const { marks } of roasts) {
      const kinds = marks.map(({ kind }) => kind);
      expect(kinds).toEqual(['charge', 'turningPoint', 'drop']);
      expect(new Set(marks.map(({ state }) => state))).toEqual(new Set(['suggested']));
    }
    expect(missions.map(({ state, reasons }) => [state, reasons])).toEqual(
      day.map(() => ['DONE', []]),
    );
    expect(missions.map(({ subjectId }) => subjectId)).toEqual(roasts.map(({ id }) => id));
  },
);

it('a whole station lists no roast on a day without a batch', async () => {
  expect((await playStationDay([])).roasts).toEqual([]);
});
