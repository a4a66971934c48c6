import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import { Command, InvalidArgumentError } from 'commander';
import { seedOf } from '#cli/seed-option.ts';
import { type Answer, runsWith, type Session, type Shell } from '#cli/session.ts';
import { batchLine, dayLines } from '#day/day-lines.ts';
import { judgeDay } from '#day/judge-day.ts';
import { planDay } from '#day/plan.ts';
import { playDay } from '#day/play-day.ts';
import { systemLogger } from '#platform/log.ts';

interface DayOptions {
  readonly seed: number;
  readonly batches: number;
  readonly keep?: string;
}

/** More do not fit into a day. */
const batchesMax = 100;

/** `artisan day`: a roastery's day on simulated machines through the real station. Exit code 1 when something came out wrong. */
export function dayCommand(shell: Shell): Command {
  const command = new Command('day')
    .description(
      "play a roastery's day on simulated machines through a whole station, and hold its day report against what was",
    )
    .option('--seed <n>', 'the same seed gives the same day', seedOf, 1)
    .option('--batches <n>', 'how many batches, shared by two machines', batchesOf, 40)
    .option('--keep <folder>', 'play it on this data folder, which must be empty, and leave it');
  return command.action(
    runsWith(shell, async (session) => {
      const { keep, ...options } = command.opts<DayOptions>();
      if (keep !== undefined) {
        const folder = resolve(keep);
        if (existsSync(folder) && (await readdir(folder)).length > 0)
          return refuse('input.invalid', `${folder} is not empty; name a folder for a new day`);
        return played(session, folder, options);
      }
      const folder = await mkdtemp(join(tmpdir(), 'artisan-day-'));
      try {
        return await played(session, folder, options);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }),
  );
}

async function played(
  session: Session,
  folder: string,
  { seed, batches }: Omit<DayOptions, 'keep'>,
): Promise<Result<Answer>> {
  const plan = planDay(seed, batches);
  session.progress(`Seed ${seed}: ${batches} batches on ${plan.machines.length} machines ...`);
  const day = await playDay(plan, {
    folder,
    // What a kill leaves behind is told as a warning, and meant to be there.
    logger: systemLogger(session.logLevel === 'warn' ? 'error' : session.logLevel),
    dropped: (batch, done) => session.progress(batchLine(batch, done, batches)),
  });
  const checks = judgeDay(plan, day);
  const failed = checks.filter(({ wrong }) => wrong.length > 0).length;
  const { truth, hours } = day;
  return ok({
    json: {
      ...{ seed, batches: truth.batches.length, hours, origin: 'simulated' },
      interventions: truth.interventions.map(({ decision, reasons, atS }) => ({
        ...{ decision, reasons, atS },
      })),
      deaths: truth.deaths,
      checks,
      passed: checks.length - failed,
      failed,
    },
    lines: dayLines(day, plan.faults, checks),
    isBad: failed > 0,
  });
}

function batchesOf(text: string): number {
  const batches = Number(text);
  if (Number.isInteger(batches) && batches >= 1 && batches <= batchesMax) return batches;
  throw new InvalidArgumentError(`a whole number from 1 to ${batchesMax}.`);
}
