import { resolve } from 'node:path';
import type { ChangeSettingsBody, SettingsDto } from '@artisan-ts/contracts';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import { Command } from 'commander';
import { runsWith, type Shell } from '#cli/session.ts';

/** What a person may change, by the name it has on the command line. */
const settable: Readonly<
  Record<
    string,
    { readonly help: string; readonly read: (text: string) => Result<ChangeSettingsBody> }
  >
> = {
  'autosave-folder': {
    help: 'a folder, or "off"',
    read: (text) => ok({ autosaveFolder: text === 'off' ? null : resolve(text) }),
  },
  'keep-readings-days': {
    help: 'a whole number of days',
    read: (text) =>
      /^\d+$/.test(text)
        ? ok({ keepReadingsDays: Number(text) })
        : refuse('input.invalid', `"${text}" is no whole number of days`),
  },
};

/** `artisan settings`: what is chosen for the whole station, and how to change it. */
export function settingsCommand(shell: Shell): Command {
  const names = Object.entries(settable).map(([name, { help }]) => `${name} (${help})`);
  return new Command('settings')
    .description('what is chosen for the whole station')
    .addCommand(
      new Command('get').description('show the settings').action(
        runsWith(shell, async (session) => {
          const settings = await session.client().get<SettingsDto>('/settings');
          return ok({ json: settings, lines: settingsText(settings) });
        }),
      ),
    )
    .addCommand(
      new Command('set')
        .description('change a setting')
        .argument('<name>', names.join(', '))
        .argument('<value>')
        .action(
          runsWith(shell, async (session, name = '', value = '') => {
            const setting = settable[name];
            if (setting === undefined) {
              return refuse(
                'input.invalid',
                `there is no setting "${name}"; there are ${names.join(' and ')}`,
              );
            }
            const change = setting.read(value);
            if (!change.ok) return change;
            const json = change.value;
            const settings = await session.client().patch<SettingsDto>('/settings', { json });
            return ok({ json: settings, lines: settingsText(settings) });
          }),
        ),
    );
}

function settingsText({ autosaveFolder, keepReadingsDays, autosave }: SettingsDto): string[] {
  return [
    `autosave-folder: ${autosaveFolder ?? 'off'}${autosave === null ? '' : ` (${autosave.message})`}`,
    `keep-readings-days: ${keepReadingsDays}; roasts are kept for ever`,
  ];
}
