import { ok } from '@artisan-ts/domain';
import {
  evaluateAgreement,
  evaluateDetection,
  evaluateMilestones,
  evaluateQuiet,
  type JudgedRoast,
} from '@artisan-ts/roast';
import { Command, InvalidArgumentError } from 'commander';
import { seedOf } from '#cli/seed-option.ts';
import { runsWith, type Shell } from '#cli/session.ts';
import { agreementText } from '#evaluate/agreement-text.ts';
import { readComputedRoasts } from '#evaluate/computed-roasts.ts';
import { dayText, isWrong, type MachineDay } from '#evaluate/day-text.ts';
import { detectionText } from '#evaluate/detection-text.ts';
import { type JudgedRoasts, readJudgedRoasts } from '#evaluate/judged-roasts.ts';
import { readMarkedRoasts } from '#evaluate/marked-roasts.ts';
import { milestonesText } from '#evaluate/milestones-text.ts';
import { quietText } from '#evaluate/quiet-text.ts';
import { playStationDay } from '#evaluate/station-day.ts';

/** `artisan evaluate`: how well the station does on recorded roasts. */
export function evaluateCommand(shell: Shell): Command {
  return new Command('evaluate')
    .description('how well the station does on recorded roasts')
    .addCommand(detectCommand(shell))
    .addCommand(quietCommand(shell))
    .addCommand(dayCommand(shell))
    .addCommand(milestonesCommand(shell))
    .addCommand(agreementCommand(shell));
}

function detectCommand(shell: Shell): Command {
  return new Command('detect')
    .description('how well charge and drop are recognised when nobody presses anything')
    .argument('<paths...>', 'roast files, and folders of them')
    .action(
      runsWith(shell, async (_session, ...paths) => {
        const read = readJudgedRoasts(paths);
        if (!read.ok) return read;
        const { roasts, unread } = read.value;
        const evaluation = evaluateDetection(roasts);
        return ok({
          json: { ...evaluation, unread },
          lines: detectionText(evaluation, unread),
        });
      }),
    );
}

function quietCommand(shell: Shell): Command {
  const command = new Command('quiet')
    .description('whether charge or drop is suggested while nothing happens')
    .argument(
      '[paths...]',
      'roast files, and folders of them: the time before charge and after drop',
    )
    .option(
      '--hours <n>',
      'so many hours of empty machines that are made up, and as many with gaps',
      hoursOf,
      20,
    )
    .option('--seed <n>', 'the same seed gives the same hours', seedOf, 1);
  return command.action(
    runsWith(shell, async (session, ...paths) => {
      const { hours, seed } = command.opts<{ readonly hours: number; readonly seed: number }>();
      const read = paths.length === 0 ? ok(noRoasts) : readJudgedRoasts(paths);
      if (!read.ok) return read;
      const { roasts, unread } = read.value;
      session.progress(`Playing ${hours} h of empty machines and ${roasts.length} roasts ...`);
      const evaluation = evaluateQuiet(roasts, { hours, seed });
      return ok({
        json: { ...evaluation, unread },
        lines: quietText(evaluation, unread),
        isBad: evaluation.falseMarksTotal > 0,
      });
    }),
  );
}

const noRoasts: JudgedRoasts = { roasts: [], unread: [] };
const hoursMax = 10_000;

function hoursOf(text: string): number {
  const hours = Number(text);
  if (text.trim() !== '' && hours >= 0 && hours <= hoursMax) return hours;
  throw new InvalidArgumentError(`hours, from 0 to ${hoursMax}.`);
}

function milestonesCommand(shell: Shell): Command {
  return new Command('milestones')
    .description('how well dry end and first crack are suggested from earlier roasts of a machine')
    .argument('<paths...>', 'roast files, and folders of them')
    .action(
      runsWith(shell, async (_session, ...paths) => {
        const read = readMarkedRoasts(paths);
        if (!read.ok) return read;
        const evaluation = evaluateMilestones(read.value);
        return ok({ json: evaluation, lines: milestonesText(evaluation) });
      }),
    );
}

function agreementCommand(shell: Shell): Command {
  return new Command('agreement')
    .description(
      'our numbers beside those that Artisan wrote into its files; every difference explained',
    )
    .argument('<paths...>', 'roast files, and folders of them')
    .action(
      runsWith(shell, async (_session, ...paths) => {
        const read = readComputedRoasts(paths);
        if (!read.ok) return read;
        const { roasts, unread } = read.value;
        const evaluation = evaluateAgreement(roasts);
        return ok({
          json: { ...evaluation, unread },
          lines: agreementText(evaluation, unread),
          isBad: evaluation.unexplained > 0,
        });
      }),
    );
}

function dayCommand(shell: Shell): Command {
  return new Command('day')
    .description(
      'the roasts of each machine back to back through a whole station, with idling between, and nobody presses anything',
    )
    .argument('<paths...>', 'roast files, and folders of them')
    .action(
      runsWith(shell, async (session, ...paths) => {
        const read = readJudgedRoasts(paths);
        if (!read.ok) return read;
        const { roasts } = read.value;
        const names = [...new Set(roasts.map((roast) => roast.machine))];
        const machines: MachineDay[] = [];
        for (const machine of names) {
          session.progress(`Playing ${machine} ...`);
          const own = roasts.filter((roast) => roast.machine === machine);
          machines.push(await dayOf(machine, own));
        }
        return ok({ json: { machines }, lines: dayText(machines), isBad: machines.some(isWrong) });
      }),
    );
}

/** A file that stops sooner after drop does not show that the beans left: nothing could close its roast. */
const runOutMinS = 10;

async function dayOf(machine: string, all: readonly JudgedRoast[]): Promise<MachineDay> {
  const isWhole = ({ timeS, dropS }: JudgedRoast): boolean =>
    dropS !== null && (timeS.at(-1) ?? dropS) - dropS >= runOutMinS;
  const roasts = all.filter(isWhole);
  const { batches, roasts: listed, right, missions } = await playStationDay(roasts);
  const closed = listed.filter(({ closeReason }) => closeReason !== null);
  const done = missions.filter(({ state }) => state === 'DONE');
  const reported = closed.filter(({ id }) => done.some(({ subjectId }) => subjectId === id)).length;
  const heldBack = missions
    .filter(({ state }) => state !== 'DONE')
    .map(({ state, reasons }) => [state, ...reasons.map(({ message }) => message)].join(': '));
  const wrong = roasts.filter((_, index) => !right.includes(index)).map(({ file }) => file);
  const leftOut = all.filter((roast) => !isWhole(roast)).map(({ file }) => file);
  const counts = { batches, closed: closed.length, right: right.length, reported };
  return { machine, ...counts, wrong, heldBack, leftOut };
}
