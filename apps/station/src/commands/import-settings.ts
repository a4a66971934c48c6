import type { MachineDto } from '@artisan-ts/contracts';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import { type ArtisanSettings, readArtisanSettings, settingsKinds } from '@artisan-ts/formats';
import { Command } from 'commander';
import { type Answer, runsWith, type Session, type Shell } from '#cli/session.ts';
import { readBytes } from '#files/read-roast.ts';

/** `artisan import-settings FILE`: what settings of Artisan hold; with `--add` the machine in them is added. */
export function importSettingsCommand(shell: Shell): Command {
  const command = new Command('import-settings')
    .description('what an Artisan settings file (.aset) holds, and what could be taken')
    .argument('<file>', 'a settings file of Artisan')
    .option('--add', 'add the machine in it to the running station');
  return command.action(
    runsWith(shell, async (session, path = '') => {
      const bytes = readBytes(path);
      if (!bytes.ok) return bytes;
      const settings = readArtisanSettings(bytes.value);
      if (!settings.ok) return refuse(settings.code, `cannot read ${path}: ${settings.message}`);
      if (command.opts<{ readonly add?: boolean }>().add !== true) return ok(told(settings.value));
      return addMachine(session, settings.value);
    }),
  );
}

async function addMachine(session: Session, settings: ArtisanSettings): Promise<Result<Answer>> {
  const { machine } = settings;
  if (machine === null) {
    const [first] = settings.findings;
    return refuse('driver.unknown', `${first?.name ?? 'the device'}: ${first?.why ?? 'not known'}`);
  }
  const { name, driver, levers } = machine;
  const json = {
    name,
    driver,
    settings: machine.settings,
    ...(levers.length > 0 && { levers }),
  };
  const added = await session.client().post<MachineDto>('/machines', { json });
  const { json: report, lines } = told(settings);
  return ok({
    json: { ...(report as object), added: { id: added.id, name: added.name } },
    lines: [...lines, '', `${added.name} was added: ${added.id}`],
  });
}

/** Everything that was found: taken with a tick, left with its reason. */
function told({ machine, findings }: ArtisanSettings): Answer {
  const lines = settingsKinds.flatMap((kind) =>
    findings
      .filter((finding) => finding.kind === kind)
      .map(({ name, detail, isTaken, why }) => {
        const words = [detail, why].filter((part) => part !== '').join('; ');
        return `${isTaken ? 'taken' : 'left '}  ${kind.padEnd(7)}  ${name}${words ? `: ${words}` : ''}`;
      }),
  );
  const end =
    machine === null
      ? 'No machine can be made of it.'
      : `A machine read by ${machine.driver} can be made of it: add it with --add, or where a machine is connected.`;
  return { json: { machine, findings }, lines: [...lines, '', end] };
}
