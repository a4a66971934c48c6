import { ok } from '@artisan-ts/domain';
import {
  type DayBatch,
  type PolicyName,
  policies,
  policyNames,
  referenceOf,
  roastingDay,
  type Suite,
  suites,
  type TwinMachine,
  twinMachines,
} from '@artisan-ts/twin';
import { Command, Option } from 'commander';
import { seedOf } from '#cli/seed-option.ts';
import { runsWith, type Shell } from '#cli/session.ts';
import { minutes, table } from '#cli/text.ts';
import { wholeNumber } from '#cli/whole-number.ts';

interface DayOptions {
  readonly machine: keyof typeof twinMachines;
  readonly suite: Suite | 'calm';
  readonly policy: PolicyName;
  readonly batches: number;
  readonly seed: number;
}

/** `artisan twin day`: one day at a simulated machine, from the switch on a cold morning. */
export function twinDayCommand(shell: Shell): Command {
  const command = new Command('day')
    .description('a day at a simulated machine: heat it up from cold, roast, and roast again')
    .addOption(choice('--machine <id>', 'which machine', Object.keys(twinMachines), 'g1'))
    .addOption(choice('--suite <name>', 'how hard the day is', ['calm', ...suites], 'B'))
    .addOption(choice('--policy <name>', 'who stands at the levers', policyNames, 'human'))
    .option('--batches <n>', 'how many', wholeNumber, 6)
    .option('--seed <n>', 'the same seed gives the same day', seedOf, 1);
  return command.action(
    runsWith(shell, async () => {
      const { machine, suite, policy, batches, seed } = command.opts<DayOptions>();
      const twin: TwinMachine = twinMachines[machine];
      const day = roastingDay({
        machine: twin,
        reference: referenceOf(twin),
        policy: policies[policy],
        suite: suite === 'calm' ? null : suite,
        batches,
        seed,
      });
      return ok({
        json: { origin: 'simulated', knowledge: twin.knowledge, planned: batches, batches: day },
        lines: dayText(day, batches),
      });
    }),
  );
}

function choice(flags: string, what: string, choices: readonly string[], first: string): Option {
  return new Option(flags, what).choices(choices).default(first);
}

const head = ['Batch', 'made ready', 'drum C', 'FC', 'drop', 'loss %', 'Agtron', 'moves'];

function dayText(day: readonly DayBatch[], planned: number): readonly string[] {
  const time = (second: number | null) => (second === null ? '-' : minutes(second));
  const number = (value: number | null, digits: number) => value?.toFixed(digits) ?? '-';
  const rows = day.map(({ heatedS, drumC, result }, place) => [
    String(place + 1),
    minutes(heatedS),
    drumC.toFixed(0),
    time(result.fcS),
    time(result.dropS),
    number(result.lossPct, 1),
    number(result.agtron, 0),
    String(result.moves),
  ]);
  const last = day.at(-1)?.result.dropS === null ? 'it never dropped' : 'it was never ready again';
  return [
    ...table(head, rows),
    '',
    'Simulated. Made ready: from the switch, or from the drop before, until the beans went in. Loss and colour are estimates.',
    ...(day.length < planned ? [`${day.length} of ${planned} batches: ${last}.`] : []),
  ];
}
