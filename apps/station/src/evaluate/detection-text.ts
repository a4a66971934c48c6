import type { DetectionEvaluation, KindScore, RoastsScore, RuleScore } from '@artisan-ts/roast';
import { table } from '#cli/text.ts';
import type { JudgedRoasts } from '#evaluate/judged-roasts.ts';

const head = [
  'Machine',
  'mark',
  'n',
  'to the press: 6 s',
  'half, 90 % s',
  'unknown: 6 s',
  'to the bend: 2 s',
  'half, 90 % s',
  'missed',
  'false',
];

/** The evaluation for people. In each cell ours stands before Artisan's own rule. */
export function detectionText(
  { machines, all, allWithApart, falseMarksTotal }: DetectionEvaluation,
  unread: JudgedRoasts['unread'],
): readonly string[] {
  const named: readonly (readonly [string, RoastsScore])[] = [
    ...machines.map((score) => [score.machine, score] as const),
    ['all', all],
    ['with those apart', allWithApart],
  ];
  const rows = named.flatMap(([name, score]) =>
    score.n === 0 ? [] : (['charge', 'drop'] as const).map((kind) => row(name, kind, score[kind])),
  );
  const apart = machines.flatMap(({ listedApart }) => listedApart);
  return [
    ...table(head, rows),
    '',
    "Each cell: ours / Artisan's rule. To the press: marks within 6 s of it, placed by what the machine's people did in earlier roasts,",
    'then / the bend in the data taken for the mark / the best that one lead for each machine can do, known in hindsight; the distance',
    'that half of the marks and nine of ten do not exceed. Unknown: within 6 s for people nobody knows. To the bend: bends within 2 s of',
    'the bend in the data, and how far.',
    `False marks on all files: ${falseMarksTotal}`,
    ...(apart.length > 0 ? ['', `Listed apart (${apart.length}):`] : []),
    ...apart.map(({ file, reason, offsetS }) => {
      const offsets = `charge ${seconds(offsetS.charge)}, drop ${seconds(offsetS.drop)}`;
      return `  ${file}: ${reason}; ${offsets}`;
    }),
    ...unread.map(({ reason }) => `Not read: ${reason}`),
  ];
}

function row(name: string, kind: 'charge' | 'drop', of: KindScore): string[] {
  const { artisan, oracle } = of;
  const both = (cell: (rule: RuleScore) => string | number): string =>
    `${cell(of)} / ${cell(artisan)}`;
  return [
    name,
    kind,
    String(of.pressed),
    `${both((rule) => rule.within6s)} / ${oracle.within6s} / ${of.boundWithin6s}`,
    both(({ markOffset }) => spread(markOffset)),
    both((rule) => rule.rawWithin6s),
    `${both((rule) => rule.breakWithin2s)} of ${of.breaks}`,
    both(({ breakOffset }) => spread(breakOffset)),
    both((rule) => rule.missed),
    String(of.falseMarks),
  ];
}

function spread({ medianAbsS, p90AbsS }: RuleScore['markOffset']): string {
  return medianAbsS === null || p90AbsS === null
    ? '-'
    : `${medianAbsS.toFixed(1)} ${p90AbsS.toFixed(1)}`;
}

function seconds(offsetS: number | null): string {
  return offsetS === null ? 'missed' : `${offsetS < 0 ? '' : '+'}${offsetS.toFixed(1)} s`;
}
