import { expect, it } from 'vitest';
import { evaluateQuiet } from '#evaluation/evaluate-quiet.ts';
import { machine } from '../../test/session-book.ts';
import { syntheticRoast } from '../../test/synthetic-roast.ts';

const settings = { ...machine, seed: 3, intervalS: 1, leadInS: 300, roastS: 600, coolS: 400 };
const roast = {
  ...syntheticRoast(settings),
  etC: null,
  intervalS: 1,
  unit: 'C' as const,
  file: 'kenya-01.alog',
  machine: 'kenya',
};

it('plays what was asked for, by kind, the same for the same seed', () => {
  const evaluation = evaluateQuiet([roast], { hours: 2, seed: 7 });
  expect(evaluation).toMatchObject({ seed: 7, falseMarksTotal: 0 });
  const kinds = evaluation.scores.map(({ quiet }) => quiet);
  expect(kinds.slice(0, 4)).toEqual(['beforeCharge', 'afterDrop', 'gap', 'gapBeforeOrAfter']);
  expect(kinds.at(-1)).toBe('emptyWithGaps');
  const made = evaluation.scores.slice(4, -1).reduce((sum, { hours }) => sum + hours, 0);
  expect(made).toBeCloseTo(2, 1);
  expect(evaluation.hoursTotal).toBeGreaterThan(made);
  expect(evaluateQuiet([roast], { hours: 2, seed: 7 })).toEqual(evaluation);
});

it('names the file in which something was suggested', () => {
  // The person presses after the end: the roast itself counts as time before charge.
  const lateS = (roast.timeS.at(-1) ?? 0) + 100;
  const { falseMarksTotal, scores } = evaluateQuiet(
    [{ ...roast, chargeS: lateS, dropS: lateS + 1 }],
    { hours: 0, seed: 1 },
  );
  expect(falseMarksTotal).toBeGreaterThanOrEqual(2);
  expect(scores[0]?.falseMarks[0]).toMatchObject({ kind: 'charge', file: 'kenya-01.alog' });
});
