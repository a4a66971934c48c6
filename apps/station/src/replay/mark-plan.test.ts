import { buildMarks, buildRoastRecord } from '@artisan-ts/testkit';
import { expect, test } from 'vitest';
import { markPlan } from '#replay/mark-plan.ts';

test('marks are pressed in the order of time, cool end last of all, the derived turning point never', () => {
  const marks = buildMarks({ drop: 4, charge: 0, turningPoint: 1, coolEnd: 4, fcStart: 2.9 });
  expect(markPlan(buildRoastRecord(1, { marks }), [0, 1, 2, 3, 4, 5])).toEqual([
    { kind: 'charge', index: 0 },
    { kind: 'fcStart', index: 3 },
    { kind: 'drop', index: 4 },
    { kind: 'coolEnd', index: 4 },
  ]);
});
