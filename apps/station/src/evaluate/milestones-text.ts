import type { MilestoneEvaluation, MilestoneScore } from '@artisan-ts/roast';
import { table } from '#cli/text.ts';

const labels = { dryEnd: 'dry end', fcStart: 'FC start' } as const;

/** The evaluation for people. In each cell ours stands before the temperature alone. */
export function milestonesText({ machines, all }: MilestoneEvaluation): readonly string[] {
  const rows = [...machines, { machine: 'all', ...all }].flatMap((one) =>
    (['dryEnd', 'fcStart'] as const).flatMap((kind) =>
      one[kind].marked === 0 ? [] : [[one.machine, labels[kind], ...cells(one[kind])]],
    ),
  );
  return [
    ...table(
      ['Machine', 'mark', 'marked', 'suggested', 'within 15 s', 'median s', 'said', 'right'],
      rows,
    ),
    '',
    'Each roast knows the two to five marked roasts of its machine before it. Cells: ours / the median BT of those marks alone.',
    'Said: the mean confidence, in percent; right: the share of suggestions within 15 s of the mark.',
  ];
}

function cells(score: MilestoneScore): string[] {
  const { marked, suggested, within15s, temperatureWithin15s, meanConfidence } = score;
  const seconds = (value: number | null): string => (value === null ? '-' : value.toFixed(1));
  return [
    String(marked),
    String(suggested),
    `${within15s} / ${temperatureWithin15s}`,
    `${seconds(score.medianS)} / ${seconds(score.temperatureMedianS)}`,
    meanConfidence === null ? '-' : (meanConfidence * 100).toFixed(0),
    suggested === 0 ? '-' : ((within15s / suggested) * 100).toFixed(0),
  ];
}
