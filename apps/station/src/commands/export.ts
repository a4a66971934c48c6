import { writeFileSync } from 'node:fs';
import { ArtisanError, isId, ok, type Result, type RoastId, refuse } from '@artisan-ts/domain';
import { writeAlog } from '@artisan-ts/formats';
import { Command } from 'commander';
import { runsWith, type Session, type Shell } from '#cli/session.ts';
import { readStoredRoast } from '#host/read-stored-roast.ts';
import { version } from '#version.ts';

/** `artisan export ROAST FILE`: a roast as a file, from the running station or, without one, from the store. */
export function exportCommand(shell: Shell): Command {
  return new Command('export')
    .description('write a roast to a file')
    .argument('<roast>', 'id of the roast, as the list and the address of its page show it')
    .argument('<file>', 'where to; the format follows the ending: .alog')
    .action(
      runsWith(shell, async (session, roast, file) => {
        if (!isId('roast', roast)) {
          return refuse('id.malformed', `"${roast}" is no roast id (roast_ and 32 hex digits)`);
        }
        if (!file.toLowerCase().endsWith('.alog')) {
          return refuse('format.unknown', `${file}: roasts are written as .alog`);
        }
        const text = await roastText(session, roast);
        if (!text.ok) return text;
        try {
          writeFileSync(file, text.value);
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error);
          return refuse('input.invalid', `cannot write ${file}: ${why}`);
        }
        return ok({ json: { roastId: roast, file }, lines: [`${roast} written to ${file}`] });
      }),
    );
}

async function roastText(session: Session, id: RoastId): Promise<Result<string>> {
  try {
    return ok(await session.client().text(`/roasts/${id}/export?format=alog`));
  } catch (error) {
    if (!ArtisanError.is(error, 'station.not-running')) throw error;
  }
  const record = await readStoredRoast(session.dataFolder, id);
  return record.ok ? ok(writeAlog(record.value, { name: 'artisan-ts', version })) : record;
}
