import { basename } from 'node:path';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import {
  learnMachine,
  type ObservedRoast,
  type TwinLesson,
  type WhatIfAnswer,
  type WhatIfChange,
  whatIf,
} from '@artisan-ts/twin';
import { Command, InvalidArgumentError } from 'commander';
import { runsWith, type Shell } from '#cli/session.ts';
import { minutes, table } from '#cli/text.ts';
import { type ObservedMachines, readObservedMachines } from '#twin/observed-machines.ts';

interface WhatIfOptions {
  readonly roast: string;
  readonly from: number;
  readonly burner?: number;
  readonly air?: number;
}

/** For people a row each half minute is enough. */
const rowEveryS = 30;

/** `artisan twin what-if`: a real roast, had its levers stood elsewhere from a moment on. */
export function twinWhatIfCommand(shell: Shell): Command {
  const command = new Command('what-if')
    .description('a real roast, had its levers stood elsewhere from a moment on')
    .argument('<paths...>', 'the roasts of its machine: files, and folders of them')
    .requiredOption('--roast <file>', 'which of them')
    .requiredOption('--from <m:ss>', 'time since charge', timeOf)
    .option('--burner <value>', 'in the unit of the lever', numberOf)
    .option('--air <value>', 'in the unit of the lever', numberOf);
  return command.action(
    runsWith(shell, async (session, ...paths) => {
      const { roast, from, ...levers } = command.opts<WhatIfOptions>();
      const changes = (['burner', 'air'] as const).flatMap((lever): WhatIfChange[] => {
        const value = levers[lever];
        return value === undefined ? [] : [{ lever, fromS: from, value }];
      });
      if (changes.length === 0) return refuse('input.invalid', 'what changes? --burner or --air');
      const observed = readObservedMachines(paths);
      if (!observed.ok) return observed;
      const found = lessonWith(observed.value, roast, (line) => session.progress(line));
      if (!found.ok) return found;
      const { lesson, wanted } = found.value;
      const answer = whatIf(lesson, { roast: wanted, changes, isGoingOn: false });
      if (!answer.ok) return answer;
      return ok({
        json: { roast: wanted.name, changes, ...answer.value },
        lines: text(answer.value),
      });
    }),
  );
}

function lessonWith(
  { machines }: ObservedMachines,
  asked: string,
  tell: (line: string) => void,
): Result<{ readonly lesson: TwinLesson; readonly wanted: ObservedRoast }> {
  const isAsked = ({ name }: ObservedRoast): boolean => name === asked || basename(name) === asked;
  const machine = machines.find(({ roasts }) => roasts.some(isAsked));
  const wanted = machine?.roasts.find(isAsked);
  if (machine === undefined || wanted === undefined) {
    return refuse('twin.unknown-roast', `${asked} is none of the roasts that were read`);
  }
  return ok({ lesson: learnMachine(machine.roasts, tell), wanted });
}

function text({ timeS, btC, lowC, highC, fidelity, band }: WhatIfAnswer): readonly string[] {
  const shown = timeS.filter((second) => second % rowEveryS === 0 || second === timeS.at(-1));
  const at = (column: readonly number[], second: number) => (column[second] ?? 0).toFixed(1);
  return [
    ...table(
      ['Time', 'BT C', 'from', 'to'],
      shown.map((second) => [
        minutes(second),
        at(btC, second),
        at(lowC, second),
        at(highC, second),
      ]),
    ),
    '',
    `Simulated; how well the twin knows this machine: ${fidelity.grade}.`,
    `In ${band.roasts} roasts it had not seen, ${(100 * band.covered.value).toFixed(0)} % of what was then read lay in such a band.`,
  ];
}

function timeOf(words: string): number {
  const [, minute, second] = /^(\d{1,2}):([0-5]\d)$/.exec(words) ?? [];
  if (minute === undefined || second === undefined) {
    throw new InvalidArgumentError('minutes and seconds since charge, like 5:30.');
  }
  return Number(minute) * 60 + Number(second);
}

function numberOf(words: string): number {
  const value = Number(words);
  if (words.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('a number.');
}
