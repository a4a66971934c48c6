import { btChannel } from '@artisan-ts/domain';
import { buildCurve, buildMarks, buildRoastRecord } from '@artisan-ts/testkit';
import { expect, it } from 'vitest';
import { roastLeads } from '#habit/press-lead.ts';
import { mark, play, sample, us } from '../../test/session-book.ts';

const bendS = 400;

/** A roast up to 222 C whose heat goes off at 400 s: BT sinks by 8 C a minute, with the beans or without them. */
const btAt = (s: number): number => {
  if (s < 60) return 200;
  if (s < 120) return 200 - (s - 60) * 1.8;
  return s <= bendS ? 92 + ((s - 120) * 130) / (bendS - 120) : 222 - ((s - bendS) * 8) / 60;
};
const timeS = Array.from({ length: 480 }, (_, s) => s);

it('puts a drop that falls slowly where it bends, and says that the beans may have left later', () => {
  const charged = [...timeS.slice(0, 60).map((s) => sample(s, btAt(s))), mark('charge', 'set', 59)];
  const { effects } = play([...charged, ...timeS.slice(60).map((s) => sample(s, btAt(s)))]);
  const drop = effects.find((effect) => effect.type === 'mark' && effect.kind === 'drop');
  if (drop?.type !== 'mark' || drop.atUs === null) throw new Error('no drop');
  expect(Math.abs(drop.atUs - us(bendS))).toBeLessThanOrEqual(us(2));
  expect(drop.reason).toMatch(/, so slowly that the beans may have left later$/);
});

it('learns nothing of the hand at the door from a slow fall', () => {
  const curves = [buildCurve(btChannel, timeS.map(btAt))];
  const record = buildRoastRecord(1, { curves, marks: buildMarks({ charge: 59, drop: 440 }) });
  expect(roastLeads(record)).toMatchObject({ drop: null });
});
