import type { LeverHabits, Lie } from '@artisan-ts/twin';
import { table } from '#cli/text.ts';

/** The habits at one machine. */
export type NamedHabits = LeverHabits & { readonly machine: string };

const head = ['Machine', 'roasts', 'moves', 'spacing', 'after dry end', 'after FC', 'repeat SD'];

/** How real hands move the burner, for people. */
export function handsText(all: readonly NamedHabits[]): readonly string[] {
  const lie = ({ n, p10, median, p90 }: Lie): string =>
    n === 0 ? '-' : [p10, median, p90].map((value) => value.toFixed(0)).join(' / ');
  return [
    ...table(
      head,
      all.map((habits) => [
        habits.machine,
        String(habits.roasts),
        lie(habits.movesPerRoast),
        lie(habits.spacingS),
        lie(habits.afterDryEndS),
        lie(habits.afterFcS),
        Number.isFinite(habits.repeatSdS) ? habits.repeatSdS.toFixed(0) : '-',
      ]),
    ),
    '',
    '10th percentile / median / 90th of the moves of the burner in a roast, the seconds between them, and the seconds from a',
    'milestone to the next. Repeat SD: how much earlier or later the same step came in the next roast, s.',
  ];
}
