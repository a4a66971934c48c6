import { ok } from '@artisan-ts/domain';
import { Command } from 'commander';
import { runsWith, type Shell } from '#cli/session.ts';
import { readRoast } from '#files/read-roast.ts';
import { inspectRoast, sampleTimesOf } from '#inspect/inspection.ts';
import { inspectionText } from '#inspect/inspection-text.ts';

/** `artisan inspect FILE`: the facts of a roast file. */
export function inspectCommand(shell: Shell): Command {
  return new Command('inspect')
    .description('the facts of a roast file: marks, phases, what could not be read')
    .argument('<file>', 'a roast file')
    .action(
      runsWith(shell, async (_session, path) => {
        const file = readRoast(path);
        if (!file.ok) return file;
        const inspection = inspectRoast(file.value);
        const timeS = sampleTimesOf(file.value.record);
        return ok({ json: inspection, lines: inspectionText(inspection, timeS) });
      }),
    );
}
