import type { GymSummary } from '@artisan-ts/twin';
import { table } from '#cli/text.ts';
import type { GymSetting } from '#twin/gym-run.ts';

/** One policy in one suite. */
export interface GymRow {
  readonly setting: GymSetting;
  readonly summary: GymSummary;
}

const head = [
  'Policy',
  'suite',
  'roasts',
  'failed',
  'FC SD s',
  'crack SD s',
  'drop SD s',
  'DTR SD',
  'RMSE C',
  'moves',
  'loss %',
  'Agtron',
];

/** What came out, for people. */
export function gymText(rows: readonly GymRow[]): readonly string[] {
  const interval = ({ value, low, high }: GymSummary['fcSdS']): string =>
    `${value.toFixed(1)} [${low.toFixed(1)}, ${high.toFixed(1)}]`;
  return [
    ...table(
      head,
      rows.map(({ setting, summary }) => [
        setting.policy,
        setting.suite,
        String(summary.n),
        String(summary.failures),
        interval(summary.fcSdS),
        interval(summary.crackSdS),
        interval(summary.dropSdS),
        summary.developmentSdPct.value.toFixed(2),
        summary.rmseC.toFixed(2),
        summary.moves.toFixed(1),
        `${summary.lossPct.toFixed(1)} +/- ${summary.lossSdPct.value.toFixed(1)}`,
        `${summary.agtron.toFixed(0)} +/- ${summary.agtronSd.value.toFixed(0)}`,
      ]),
    ),
    '',
    'Simulated. SD: standard deviation, with its 95 % interval. FC: the true reading through the temperature of first crack;',
    'crack: the first beans heard. Failed: never dropped; counted, and part of no other number. Loss and colour are estimates, +/- SD.',
  ];
}
