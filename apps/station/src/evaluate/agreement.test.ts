import { evaluateAgreement } from '@artisan-ts/roast';
import { roastFiles } from '@artisan-ts/testkit';
import { describe, expect, test } from 'vitest';
import { readComputedRoasts } from '#evaluate/computed-roasts.ts';

const files = roastFiles();

describe.runIf(files.length > 0)('real files', () => {
  const read = readComputedRoasts(files);
  const evaluation = read.ok ? evaluateAgreement(read.value.roasts) : null;
  const value = (key: string) => evaluation?.values.find((one) => one.key === key);

  test('hold no result that differs from ours without a named rule', () => {
    expect(evaluation?.differences.filter(({ rule }) => rule === null)).toEqual([]);
    expect(evaluation?.compared).toBeGreaterThan(1000);
  });

  test.each(['TP_time', 'TP_BT', 'MET', 'FCs_time', 'DROP_BT', 'BTU_roast', 'CO2_roast'])(
    'have our %s, all of them',
    (key) => expect(value(key)?.equal).toBe(value(key)?.compared),
  );

  test.each(['finishphasetime', 'totaltime', 'dryphasetime'])(
    'have our %s, but where an old version cut the seconds',
    (key) => {
      const rules = Object.keys(value(key)?.rules ?? {});
      expect(rules.filter((rule) => rule !== 'whole-seconds-before-2.4.6')).toEqual([]);
    },
  );

  test('have our weight loss wherever the roasted beans were weighed', () => {
    expect(Object.keys(value('weight_loss')?.rules ?? {})).toEqual(
      value('weight_loss')?.underRule ? ['roasted-weight-unknown'] : [],
    );
  });
});
