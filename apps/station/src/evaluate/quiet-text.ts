import type { FalseMark, QuietEvaluation } from '@artisan-ts/roast';
import { table } from '#cli/text.ts';
import type { JudgedRoasts } from '#evaluate/judged-roasts.ts';

const labels: Readonly<Record<QuietEvaluation['scores'][number]['quiet'], string>> = {
  beforeCharge: 'before charge',
  afterDrop: 'after drop',
  gap: 'roasts with a gap',
  gapBeforeOrAfter: 'gaps before charge, after drop',
  idle: 'empty, held',
  preheat: 'empty, heated',
  cooling: 'empty, cooled',
  emptyWithGaps: 'empty, with gaps',
};

/** The evaluation for people. */
export function quietText(
  { seed, hoursTotal, falseMarksTotal, scores }: QuietEvaluation,
  unread: JudgedRoasts['unread'],
): readonly string[] {
  const rows = scores.map(({ quiet, hours, falseMarks }) => [
    labels[quiet],
    hours.toFixed(1),
    String(falseMarks.length),
  ]);
  return [
    ...table(
      ['Nothing happens', 'hours', 'false marks'],
      [...rows, ['all', hoursTotal.toFixed(1), String(falseMarksTotal)]],
    ),
    '',
    ...scores.flatMap(({ falseMarks }) => falseMarks.map(markLine)),
    ...unread.map(({ reason }) => `Not read: ${reason}`),
    `Seed ${seed}. The empty machines are made up: heated, held and cooled, with noise, drift, lost readings and loose contacts; in gaps lids are opened and probes exchanged.`,
  ];
}

function markLine({ kind, timeS, reason, file }: FalseMark): string {
  return `False ${kind} at ${timeS.toFixed(0)} s ${file === null ? 'of the empty hours' : `of ${file}`}: ${reason}`;
}
