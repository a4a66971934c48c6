import { type Curve, Grams, makeId, type RoastRecord, WallMs } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { type ObservedRoast, observeRoast } from '#fit/observed-roast.ts';
import { g1 } from '#machines/g1.ts';
import { runReferenceRoast } from '#reference-roast.ts';
import { twinRunRecord } from '#run-record.ts';

const record = twinRunRecord(runReferenceRoast(g1, { seed: 2, noise: true, leadInS: 30 }), {
  id: makeId('roast', '2'.repeat(32)),
  startedWallMs: WallMs(1_700_000_000_000),
  utcOffsetS: 0,
});

function withBt(change: (valueC: number, second: number) => number | null): RoastRecord {
  const curves = record.curves.map(
    (curve): Curve =>
      curve.channel.id === 'bt'
        ? {
            ...curve,
            values: curve.values.map((value, second) =>
              value === null ? null : change(value, second),
            ),
          }
        : curve,
  );
  return { ...record, curves };
}

function observed(changed: RoastRecord): ObservedRoast {
  const roast = observeRoast(changed, 'a file');
  if ('unusable' in roast) throw new Error(roast.unusable);
  return roast;
}

function reasonOf(changed: RoastRecord): string {
  const roast = observeRoast(changed, 'a file');
  return 'unusable' in roast ? roast.unusable : 'usable';
}

const whole = observed(record);

describe('a roast that a twin learns from', () => {
  it('is what was read from charge to drop, each second', () => {
    expect(whole.btC).toHaveLength((record.marks.drop?.timeS ?? 0) - 30 + 1);
    expect(whole.turnS).toBeGreaterThan(75);
    expect(whole.turnS).toBeLessThan(100);
    expect(whole).toMatchObject({ greenKg: 1, startedWallMs: 1_700_000_000_000 });
    expect(whole.burner?.values[0]).toBe(45);
  });

  it.each<readonly [string, (valueC: number, second: number) => number | null]>([
    ['a loose wire that reads 3000 C for a second', (c, s) => (s === 330 ? 3000 : c)],
    ['a probe that reads nothing for twenty seconds', (c, s) => (s > 300 && s < 320 ? null : c)],
    ['a device that says 0 once when it means nothing', (c, s) => (s === 330 ? 0 : c)],
  ])('is read past %s', (_name, change) => {
    const { btC } = observed(withBt(change));
    for (const [second, valueC] of btC.entries()) {
      expect(Math.abs(valueC - (whole.btC[second] ?? 0)), `${second} s`).toBeLessThan(3);
    }
  });

  it('needs a bean temperature that ends where roasts end, and rises from a turning point', () => {
    expect(reasonOf(withBt((c) => 1.8 * c + 32))).toBe(
      'BT ends at 410 C: was it read in Fahrenheit?',
    );
    expect(reasonOf(withBt((c) => c / 4))).toContain('is it another probe, or no roast?');
    expect(reasonOf(withBt((_, s) => 260 - s / 10))).toBe(
      'its BT does not rise after a turning point',
    );
    expect(reasonOf(withBt(() => null))).toBe('it has fewer than 60 readings of BT');
  });

  it('needs charge and drop, some minutes apart', () => {
    const { charge, drop, ...marks } = record.marks;
    expect(reasonOf({ ...record, marks })).toBe('charge or drop is not marked');
    if (charge === undefined || drop === undefined) throw new Error('no marks');
    const early = { ...marks, charge, drop: { ...drop, timeS: charge.timeS + 90 } };
    expect(reasonOf({ ...record, marks: early })).toContain('shorter than 3 minutes');
  });

  it('knows no weight and no lever where what was written down cannot be', () => {
    for (const greenG of [null, Grams(0), Grams(5), Grams(900_000)]) {
      expect(observed({ ...record, greenG }).greenKg).toBeNull();
    }
    const leverChanges = record.leverChanges.map((one) => ({ ...one, value: -1 }));
    expect(observed({ ...record, leverChanges })).toMatchObject({ burner: null, air: null });
    const burnerOnly = record.leverChanges.filter(({ lever }) => lever === 'burner');
    expect(observed({ ...record, leverChanges: burnerOnly }).air).toBeNull();
  });
});
