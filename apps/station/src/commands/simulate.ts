import { writeFileSync } from 'node:fs';
import { ok, type RoastRecord, refuse } from '@artisan-ts/domain';
import { writeAlog } from '@artisan-ts/formats';
import { runReferenceRoast, twinMachines, twinRunRecord } from '@artisan-ts/twin';
import { Command, Option } from 'commander';
import { seedOf } from '#cli/seed-option.ts';
import { runsWith, type Shell } from '#cli/session.ts';
import { inspectRoast, sampleTimesOf } from '#inspect/inspection.ts';
import { inspectionText } from '#inspect/inspection-text.ts';
import { SystemClock } from '#platform/system-clock.ts';
import { UuidV7Ids } from '#platform/uuid-v7.ts';
import { version } from '#version.ts';

/** Enough preheated drum before charge to see that it is steady. */
const leadInS = 30;
const secondsPerMinute = 60;

interface SimulateOptions {
  readonly machine: keyof typeof twinMachines;
  readonly seed: number;
  readonly out?: string;
  readonly noise: 'on' | 'off';
}

/** `artisan simulate`: a whole roast on a simulated machine, at once. */
export function simulateCommand(shell: Shell): Command {
  const command = new Command('simulate')
    .description('roast the reference roast of a simulated machine, at once')
    .addOption(machineOption())
    .option('--seed <n>', 'the same seed gives the same roast', seedOf, 1)
    .option('--out <file.alog>', 'write the roast to this file')
    .addOption(
      new Option('--noise <on|off>', 'noise of the probes').choices(['on', 'off']).default('on'),
    );
  return command.action(
    runsWith(shell, async () => {
      const options = command.opts<SimulateOptions>();
      const record = simulatedRoast(options);
      if (options.out !== undefined) {
        const written = writeRoast(record, options.out);
        if (!written.ok) return written;
      }
      const inspection = inspectRoast({ format: 'alog', record, lost: [] });
      const saved = options.out === undefined ? [] : ['', `Written to ${options.out}`];
      return ok({
        json: { ...inspection, seed: options.seed, file: options.out ?? null },
        lines: [...inspectionText(inspection, sampleTimesOf(record)), ...saved],
      });
    }),
  );
}

function simulatedRoast({ machine, seed, noise }: SimulateOptions): RoastRecord {
  const clock = new SystemClock();
  const run = runReferenceRoast(twinMachines[machine], { seed, noise: noise === 'on', leadInS });
  return twinRunRecord(run, {
    id: new UuidV7Ids(() => clock.wallMs()).next('roast'),
    startedWallMs: clock.wallMs(),
    utcOffsetS: -new Date(clock.wallMs()).getTimezoneOffset() * secondsPerMinute,
  });
}

function writeRoast(record: RoastRecord, path: string) {
  try {
    writeFileSync(path, writeAlog(record, { name: 'artisan-ts', version }));
    return ok(null);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse('input.invalid', `cannot write ${path}: ${why}`);
  }
}

function machineOption(): Option {
  const ids = Object.keys(twinMachines);
  return new Option('--machine <id>', 'which machine').choices(ids).default(ids[0]);
}
