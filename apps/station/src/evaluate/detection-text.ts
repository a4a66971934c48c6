import type { DetectionEvaluation, KindScore, MachineScore } from '@artisan-ts/roast';
import { table } from '#cli/text.ts';
import type { JudgedRoasts } from '#evaluate/judged-roasts.ts';

const head = [
  'Machine',
  'mark',
  'pressed',
  'within 6 s',
  'raw',
  'median s',
  'missed',
  'bends',
  'within 2 s',
  'false',
];

/** The evaluation for people. In each cell ours stands before Artisan's own rule. */
export function detectionText(
  { machines, falseMarksTotal }: DetectionEvaluation,
  unread: JudgedRoasts['unread'],
): readonly string[] {
  const rows = machines.flatMap((score) =>
    score.n === 0 ? [] : [row(score, 'charge'), row(score, 'drop')],
  );
  const apart = machines.flatMap(({ listedApart }) => listedApart);
  return [
    ...table(head, [...rows, ...(['charge', 'drop'] as const).map((kind) => sum(machines, kind))]),
    '',
    "Each cell: ours / Artisan's rule / the bend in the data taken for the mark. Within 6 s of the press, placed by what the machine's",
    'people did in earlier roasts (raw: for people nobody knows); median: bend minus press; within 2 s of the bend in the data.',
    `False marks on all files: ${falseMarksTotal}`,
    ...(apart.length > 0 ? ['', `Listed apart (${apart.length}):`] : []),
    ...apart.map(({ file, reason, offsetS }) => {
      const offsets = `charge ${seconds(offsetS.charge)}, drop ${seconds(offsetS.drop)}`;
      return `  ${file}: ${reason}; ${offsets}`;
    }),
    ...unread.map(({ reason }) => `Not read: ${reason}`),
  ];
}

function row(score: MachineScore, kind: 'charge' | 'drop'): string[] {
  const of = score[kind];
  const { artisan, oracle } = of;
  return [
    score.machine,
    kind,
    String(of.pressed),
    `${of.within6s} / ${artisan.within6s} / ${oracle.within6s}`,
    `${of.rawWithin6s} / ${artisan.rawWithin6s} / ${oracle.rawWithin6s}`,
    `${shown(of.medianOffsetS)} / ${shown(artisan.medianOffsetS)}`,
    `${of.missed} / ${artisan.missed}`,
    String(of.breaks),
    `${of.breakWithin2s} / ${artisan.breakWithin2s}`,
    String(of.falseMarks),
  ];
}

function sum(machines: readonly MachineScore[], kind: 'charge' | 'drop'): string[] {
  const add = (value: (of: KindScore) => number): number =>
    machines.reduce((total, score) => total + value(score[kind]), 0);
  return [
    'all',
    kind,
    String(add((of) => of.pressed)),
    [
      add((of) => of.within6s),
      add((of) => of.artisan.within6s),
      add((of) => of.oracle.within6s),
    ].join(' / '),
    [
      add((of) => of.rawWithin6s),
      add((of) => of.artisan.rawWithin6s),
      add((of) => of.oracle.rawWithin6s),
    ].join(' / '),
    '',
    `${add((of) => of.missed)} / ${add((of) => of.artisan.missed)}`,
    String(add((of) => of.breaks)),
    `${add((of) => of.breakWithin2s)} / ${add((of) => of.artisan.breakWithin2s)}`,
    String(add((of) => of.falseMarks)),
  ];
}

function shown(valueS: number | null): string {
  return valueS === null ? '-' : valueS.toFixed(1);
}

function seconds(offsetS: number | null): string {
  return offsetS === null ? 'missed' : `${offsetS < 0 ? '' : '+'}${offsetS.toFixed(1)} s`;
}
