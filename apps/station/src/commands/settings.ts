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
  'drift-watch': {
    help: 'when each machine is looked at for drift: off, or such as "mon 06:00"',
    read: (text) => ok({ driftWatch: text }),
  },
  rehearsal: {
    help: 'when simulated machines are rehearsed on: off, or such as "daily 05:00"',
    read: (text) => ok({ rehearsal: text }),
  },
  'trace-export': {
    help: 'address of an OTLP receiver for traces of missions, such as http://localhost:4318/v1/traces, or off',
    read: (text) => ok({ traceExport: text === 'off' ? null : text }),
  },
  'metrics-port': {
    help: 'port of this computer on which Prometheus finds numbers of missions, or off',
    read: (text) => {
      if (text === 'off') return ok({ metricsPort: null });
      if (/^\d+$/.test(text)) return ok({ metricsPort: Number(text) });
      return refuse('input.invalid', `"${text}" is no port`);
    },
  },
  reasoner: {
    help: 'a language model that may remark on reports: its name, @ and an OpenAI-compatible address, or off',
    read: (text) => {
      if (text === 'off') return ok({ reasoner: null });
      const [, model, url] = /^(.+?)@(https?:.+)$/.exec(text) ?? [];
      if (model !== undefined && url !== undefined) return ok({ reasoner: { model, url } });
      return refuse('input.invalid', `"${text}" is not a name, @ and an address`);
    },
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

function settingsText(settings: SettingsDto): string[] {
  const { autosaveFolder, keepReadingsDays, autosave, reasoner } = settings;
  return [
    `autosave-folder: ${autosaveFolder ?? 'off'}${autosave === null ? '' : ` (${autosave.message})`}`,
    `keep-readings-days: ${keepReadingsDays}; roasts are kept for ever`,
    `drift-watch: ${settings.driftWatch}`,
    `rehearsal: ${settings.rehearsal}`,
    `trace-export: ${settings.traceExport ?? 'off'}`,
    `metrics-port: ${settings.metricsPort ?? 'off'}`,
    `reasoner: ${reasoner === null ? 'off' : `${reasoner.model}@${reasoner.url}`}`,
  ];
}
