import { Command, CommanderError, Option } from 'commander';
import type { Shell } from '#cli/session.ts';
import { logLevels } from '#platform/log.ts';
import { version } from '#version.ts';

const usageErrorCode = 2;

const shellOfProcess: Shell = {
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** Commands by name. Each is loaded only when it may be meant: a station that was killed must be back at once. */
const loaders: Readonly<Record<string, () => Promise<(shell: Shell) => Command>>> = {
  start: async () => (await import('#commands/start.ts')).startCommand,
  bridge: async () => (await import('#commands/bridge.ts')).bridgeCommand,
  replay: async () => (await import('#commands/replay.ts')).replayCommand,
  simulate: async () => (await import('#commands/simulate.ts')).simulateCommand,
  twin: async () => (await import('#commands/twin.ts')).twinCommand,
  inspect: async () => (await import('#commands/inspect.ts')).inspectCommand,
  analyze: async () => (await import('#commands/analyze.ts')).analyzeCommand,
  compare: async () => (await import('#commands/compare.ts')).compareCommand,
  report: async () => (await import('#commands/report.ts')).reportCommand,
  evaluate: async () => (await import('#commands/evaluate.ts')).evaluateCommand,
  day: async () => (await import('#commands/day.ts')).dayCommand,
  health: async () => (await import('#commands/health.ts')).healthCommand,
  settings: async () => (await import('#commands/settings.ts')).settingsCommand,
  missions: async () => (await import('#commands/missions.ts')).missionsCommand,
  agents: async () => (await import('#commands/agents.ts')).agentsCommand,
  identities: async () => (await import('#commands/identities.ts')).identitiesCommand,
  people: async () => (await import('#commands/people.ts')).peopleCommand,
  audit: async () => (await import('#commands/audit.ts')).auditCommand,
  doctor: async () => (await import('#commands/doctor.ts')).doctorCommand,
  quality: async () => (await import('#commands/quality.ts')).qualityCommand,
  cupping: async () => (await import('#commands/cupping.ts')).cuppingCommand,
  export: async () => (await import('#commands/export.ts')).exportCommand,
  'import-settings': async () =>
    (await import('#commands/import-settings.ts')).importSettingsCommand,
  import: async () => (await import('#commands/import.ts')).importCommand,
};

/** Runs one `artisan` command. Resolves with the exit code: 0 done, 1 refused, 2 not understood. */
export async function runCli(words: readonly string[], shell = shellOfProcess): Promise<number> {
  process.exitCode = 0;
  try {
    const program = await programFor(words, shell);
    await program.parseAsync(words, { from: 'user' });
    return Number(process.exitCode);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : usageErrorCode;
  }
}

async function programFor(words: readonly string[], shell: Shell): Promise<Command> {
  const program = new Command('artisan')
    .description('A local-first coffee-roasting instrument that never loses a roast.')
    .version(version)
    .option('--json', 'one JSON document on standard output and nothing else')
    .option('--data <folder>', 'data folder (ARTISAN_DATA)')
    .option('--station <url>', 'a running station (ARTISAN_STATION)')
    .option('--as <name>', 'sign in for this command, with the PIN in ARTISAN_PIN')
    .addOption(
      new Option('--log <level>', 'log lines on standard error')
        .choices(logLevels)
        .env('ARTISAN_LOG')
        .default('warn'),
    );
  const named = Object.keys(loaders).filter((name) => words.includes(name));
  const wanted = named.length > 0 ? named : Object.keys(loaders);
  const all: Command[] = [];
  for (const name of wanted) {
    const make = await loaders[name]?.();
    if (make) all.push(make(shell));
  }
  for (const command of all) program.addCommand(command);
  for (const command of withOwn(program)) {
    command
      .exitOverride()
      .configureOutput({ writeOut: shell.out, writeErr: shell.err })
      .showHelpAfterError('(artisan --help tells more)');
  }
  return program;
}

/** A command and all that stand under it: none inherits how it is to fail. */
function withOwn(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withOwn)];
}
