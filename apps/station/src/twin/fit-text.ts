import { basename } from 'node:path';
import type { ErrorSpread, ExperimentReport, FittedSegment, MachineFit } from '@artisan-ts/twin';
import { table } from '#cli/text.ts';
import type { UnreadFile } from '#files/roast-series.ts';

/** The twin of one machine. */
export interface NamedFit {
  readonly machine: string;
  readonly segments: MachineFit;
}

const head = ['Machine', 'roasts', 'trained', 'unseen', '3 factors', 'none', 'grade'];

/** Fits for people. */
export function fitText(
  fits: readonly NamedFit[],
  unread: readonly UnreadFile[],
): readonly string[] {
  const all = fits.flatMap(({ machine, segments }) =>
    segments.map((segment) => ({ machine, segment })),
  );
  const rows = all.flatMap(({ machine, segment }) =>
    segment.kind === 'fitted' ? [row(machine, segment)] : [],
  );
  const refused = all.flatMap(({ machine, segment }) =>
    segment.kind === 'refused'
      ? [`Not fitted: ${machine}, ${span(segment.roasts)}: ${segment.reason}`]
      : [],
  );
  return [
    ...table(head, rows),
    '',
    'Unseen roasts only, BT error from the turning point + 25 s to drop, median / 90th percentile in C: with three factors',
    'estimated from the roast itself, and with none, open loop from earlier roasts and what the hands did.',
    ...refused,
    ...unread.map(({ file, reason }) => `Not used: ${basename(file)}: ${reason}`),
  ];
}

function row(machine: string, { roasts, trained, fidelity }: FittedSegment): string[] {
  const shown = [machine, roasts.length, trained, roasts.length - trained].map(String);
  if (fidelity.grade === 'illustrative') return [...shown, '', '', fidelity.grade];
  return [...shown, spread(fidelity.threeFactors), spread(fidelity.openLoop), fidelity.grade];
}

function spread({ medianC, p90C }: ErrorSpread): string {
  return `${medianC.toFixed(2)} / ${p90C.toFixed(2)}`;
}

function span(roasts: readonly { readonly name: string }[]): string {
  const names = roasts.map(({ name }) => basename(name));
  return names.length < 2 ? names.join() : `${names[0]} to ${names.at(-1)}`;
}

/** Natural experiments of one configuration. */
export interface NamedExperiments {
  readonly machine: string;
  readonly report: ExperimentReport;
}

const experimentsHead = [
  'Machine',
  'pairs',
  'coffee',
  'sign right',
  'nearer than none',
  'error ratio',
];

/** Natural experiments for people. */
export function experimentsText(all: readonly NamedExperiments[]): readonly string[] {
  const share = (
    { value, low, high }: ExperimentReport['signRight'],
    digits: number,
    times = 1,
  ) => {
    const text = (number: number) => (number * times).toFixed(digits);
    return Number.isFinite(value) ? `${text(value)} [${text(low)}, ${text(high)}]` : '-';
  };
  return [
    ...table(
      experimentsHead,
      all.map(({ machine, report }) => [
        machine,
        String(report.experiments.length),
        report.coffee,
        share(report.signRight, 0, 100),
        share(report.sizeRight, 0, 100),
        share(report.errorRatio, 2),
      ]),
    ),
    '',
    'Two real roasts of one coffee with different lever plans: the second is predicted from the factors of the first and its',
    'own levers. Percent of pairs with the right sign, and nearer to the truth than "no difference", of those that differ by',
    '2 C or more; BT error of the twin over that of "the same as the first". 95 % intervals.',
    ...all.map(({ machine, report }) =>
      report.withheld === null
        ? `${machine}: "what if" may be answered.`
        : `${machine}: "what if" is withheld: ${report.withheld}.`,
    ),
  ];
}
