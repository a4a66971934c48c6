import { ok } from '@artisan-ts/domain';
import {
  type DisturbanceName,
  disturbanceNames,
  isEvidence,
  type PolicyName,
  policyNames,
  referenceOf,
  type Suite,
  suites,
  summarise,
  twinMachines,
} from '@artisan-ts/twin';
import { Command, Option } from 'commander';
import { runsWith, type Shell } from '#cli/session.ts';
import { wholeNumber } from '#cli/whole-number.ts';
import { coresHere, type GymSetting, runGym } from '#twin/gym-run.ts';
import { type GymRow, gymText } from '#twin/gym-text.ts';

interface RunOptions {
  readonly machine: keyof typeof twinMachines;
  readonly suite: Suite;
  readonly policy: readonly PolicyName[];
  readonly seeds: number;
  readonly firstSeed: number;
  readonly workers: number;
  readonly add: readonly DisturbanceName[];
  readonly keep?: string;
}

/** `artisan twin run`: many roasts of a simulated machine with somebody at the levers. */
export function twinRunCommand(shell: Shell): Command {
  const command = new Command('run')
    .description('roast many days on a simulated machine, and say how much the roasts scatter')
    .addOption(choice('--machine <id>', 'which machine', Object.keys(twinMachines), 'g1'))
    .addOption(choice('--suite <name>', 'how hard the days are', suites, 'A'))
    .addOption(
      new Option('--policy <names...>', 'who stands at the levers')
        .choices(policyNames)
        .default(['human']),
    )
    .option('--seeds <n>', 'how many days', wholeNumber, 240)
    .option('--first-seed <n>', 'the seed of the first day', wholeNumber, 1)
    .option('--workers <n>', 'threads; one for each core', wholeNumber, coresHere())
    .addOption(
      new Option('--add <names...>', 'disturbances and faults on top of the suite')
        .choices(disturbanceNames)
        .default([]),
    )
    .option('--keep <file>', 'keep results here as they come; a run that was stopped goes on');
  return command.action(
    runsWith(shell, async (session) => {
      const { machine, suite, policy, add, ...options } = command.opts<RunOptions>();
      const rows: GymRow[] = [];
      for (const name of policy) {
        const setting: GymSetting = { machine, suite, policy: name, added: add };
        const results = await runGym(setting, {
          ...options,
          keep: options.keep ?? null,
          tell: (line) => session.progress(`${suite}, ${name}: ${line}`),
        });
        if (!results.ok) return results;
        const reference = referenceOf(twinMachines[machine]);
        rows.push({ setting, summary: summarise(results.value, reference) });
      }
      const { knowledge } = twinMachines[machine];
      const isEvident = isEvidence(twinMachines[machine]);
      return ok({
        json: { origin: 'simulated', knowledge, isEvidence: isEvident, rows },
        lines: [
          ...gymText(rows),
          ...(isEvident ? [] : ['This machine is illustrative: its roasts prove nothing.']),
        ],
      });
    }),
  );
}

function choice(flags: string, what: string, choices: readonly string[], first: string): Option {
  return new Option(flags, what).choices(choices).default(first);
}
