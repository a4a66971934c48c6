import { makeId, WallMs } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { twinMachines } from '#machines/machines.ts';
import { runReferenceRoast } from '#reference-roast.ts';
import { twinRunRecord } from '#run-record.ts';

const options = { seed: 7, noise: false, leadInS: 60 };
const run = runReferenceRoast(twinMachines.g1, options);

describe('the reference roast', () => {
  it('has a row each second from the lead-in to two minutes after drop', () => {
    expect(run.timeS).toEqual(run.timeS.map((_, second) => second));
    expect(run.timeS.at(-1)).toBe(run.markTimesS.drop + 120);
    expect([run.btC.length, run.etC.length]).toEqual([run.timeS.length, run.timeS.length]);
  });

  it('charges a preheated drum at the end of the lead-in', () => {
    expect(run.markTimesS.charge).toBe(60);
    expect([run.btC[0], run.btC[60], run.etC[60]]).toEqual([200, 200, 215]);
    expect(run.btC[61]).toBeLessThan(200);
  });

  it('puts its marks on the first row that reached their temperature on the way up', () => {
    for (const [mark, btC] of [
      ['dryEnd', 150],
      ['fcStart', 196],
      ['drop', 210],
    ] as const) {
      const row = run.markTimesS[mark];
      expect(run.btC[row - 1], mark).toBeLessThan(btC);
      expect(run.btC[row], mark).toBeGreaterThanOrEqual(btC);
    }
    const { dryEnd, fcStart, drop, charge } = run.markTimesS;
    expect(Math.abs(dryEnd - charge - 298)).toBeLessThan(5);
    expect(Math.abs(fcStart - charge - 532)).toBeLessThan(5);
    expect(Math.abs(drop - charge - 645)).toBeLessThan(5);
  });

  it('moves the levers by the schedule, counted from charge', () => {
    const burner = run.leverChanges.filter((change) => change.lever === 'burner');
    expect(burner.map(({ timeS, value }) => [timeS, value])).toEqual([
      [0, 45],
      [120, 67],
      [330, 78.3],
      [450, 67.1],
      [570, 48.4],
    ]);
  });

  it('is the same again for a seed, another for another seed, and near the quiet one with noise', () => {
    const noisy = (seed: number) =>
      runReferenceRoast(twinMachines.g1, { ...options, seed, noise: true });
    expect(noisy(7)).toEqual(noisy(7));
    expect(noisy(8).btC).not.toEqual(noisy(7).btC);
    const { markTimesS } = noisy(7);
    for (const mark of ['dryEnd', 'fcStart', 'drop'] as const) {
      expect(Math.abs(markTimesS[mark] - run.markTimesS[mark]), mark).toBeLessThan(5);
    }
  });
});

describe('the record of a reference roast', () => {
  const facts = {
    id: makeId('roast', 'a'.repeat(32)),
    startedWallMs: WallMs(1_000_000),
    utcOffsetS: 3600,
  };
  const record = twinRunRecord(run, facts);

  it('says that it is simulated, by which seed, and is closed', () => {
    expect([record.origin, record.title]).toEqual(['simulated', 'Twin G1, reference roast']);
    expect(record.roastingNotes).toContain('seed 7');
    expect(record.closeReason).toBe('operator');
    expect(record).toMatchObject(facts);
  });

  it('carries both curves and the four marks, confirmed, at their wall time', () => {
    expect(record.curves.map((curve) => [curve.channel.id, curve.values])).toEqual([
      ['bt', run.btC],
      ['et', run.etC],
    ]);
    expect(Object.keys(record.marks)).toEqual(['charge', 'dryEnd', 'fcStart', 'drop']);
    expect(record.marks.charge).toMatchObject({ timeS: 60, state: 'confirmed', source: 'device' });
    expect(record.marks.charge?.history[0]?.wallMs).toBe(1_060_000);
  });

  it('weighs the beans before and after', () => {
    expect(record.greenG).toBe(1000);
    expect((1000 - (record.roastedG ?? 0)) / 10).toBeCloseTo(run.roasted.lossPct.total, 9);
    // 14.5 % at the drop, and what the tray lets go.
    expect(Math.abs(run.roasted.lossPct.total - 14.8)).toBeLessThan(0.3);
  });
});
