import type { AgreementCount, AgreementEvaluation } from '@artisan-ts/roast';
import { table } from '#cli/text.ts';
import type { ComputedRoasts } from '#evaluate/computed-roasts.ts';

const head = ['compared', 'equal', 'under a rule', 'unexplained'];

/** The agreement for people: by version, by value, then the rules and whatever none explains. */
export function agreementText(
  evaluation: AgreementEvaluation,
  unread: ComputedRoasts['unread'],
): readonly string[] {
  const { versions, values, rules, differences, roasts } = evaluation;
  const used = new Set(differences.map(({ rule }) => rule));
  const unexplained = differences.filter(({ rule }) => rule === null);
  return [
    ...table(
      ['Version', 'files', ...head],
      [
        ...versions.map((one) => [one.version || 'unknown', String(one.roasts), ...cells(one)]),
        ['all', String(roasts), ...cells(evaluation)],
      ],
    ),
    '',
    ...table(
      ['Value', ...head],
      values.map((one) => [one.key, ...cells(one)]),
    ),
    '',
    'Rules of Artisan that make a difference:',
    ...rules
      .filter(({ name }) => used.has(name))
      .map(({ name, meaning }) => `  ${name}: ${meaning}`),
    ...values.flatMap(({ key, rules: by }) => {
      const parts = Object.entries(by).map(([name, times]) => `${name} ${times}`);
      return parts.length === 0 ? [] : [`  ${key}: ${parts.join(', ')}`];
    }),
    '',
    unexplained.length === 0 ? 'Nothing is unexplained.' : 'Unexplained:',
    ...unexplained.map(
      ({ file, version, key, theirs, ours }) =>
        `  ${file} (${version}): ${key} ${theirs}, ours ${ours === null ? 'unknown' : ours.toFixed(3)}`,
    ),
    ...unread.map(({ reason }) => `Not read: ${reason}`),
  ];
}

function cells({ compared, equal, underRule, unexplained }: AgreementCount): string[] {
  return [compared, equal, underRule, unexplained].map(String);
}
