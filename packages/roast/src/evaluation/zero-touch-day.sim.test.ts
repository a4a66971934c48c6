import { expect, it } from 'vitest';
import { playZeroTouchDay } from '#evaluation/zero-touch-day.ts';
import { realRoasts } from '../../test/real-roasts.ts';
import { machine } from '../../test/session-book.ts';
import { syntheticRoast } from '../../test/synthetic-roast.ts';

const seed = 1;

it('closes one roast per batch on a day without a touch, at any interval from 0.5 to 5 s', () => {
  const day = [0.5, 1, 2, 3, 5].map((intervalS, index) =>
    syntheticRoast({ ...machine, seed: index, intervalS, leadInS: 60, roastS: 600, coolS: 200 }),
  );
  const { closed, right } = playZeroTouchDay(day, seed);
  expect(right).toEqual([0, 1, 2, 3, 4]);
  expect(closed.map(({ closes }) => closes)).toEqual(day.map(() => 'afterDrop'));
});

it('closes nothing on a day without a batch', () => {
  expect(playZeroTouchDay([], seed).closed).toEqual([]);
});

const roasts = realRoasts();
it.skipIf(roasts.length === 0)(
  'closes thirty roasts for thirty real ones of three machines played back to back',
  () => {
    const day = ['hypersprite', 'ikuto', 'scottjames'].flatMap((name) =>
      roasts.filter((roast) => roast.machine === name).slice(-10),
    );
    const { closed, right } = playZeroTouchDay(
      day.map(({ timeS, btC, index }) => ({
        timeS,
        btC,
        chargeS: timeS[index.charge ?? -1] ?? null,
        dropS: timeS[index.drop ?? -1] ?? null,
      })),
      seed,
    );
    expect(closed).toHaveLength(day.length);
    expect(right).toHaveLength(day.length);
  },
);
