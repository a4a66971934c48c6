import { flushCompileCache } from 'node:module';
import { ok } from '@artisan-ts/domain';
import type { Logger } from '@artisan-ts/runtime';
import { Command } from 'commander';
import { runsWith, type Shell } from '#cli/session.ts';
import { stopAsked } from '#cli/stop-asked.ts';
import { loadConfig } from '#config/load-config.ts';
import { openData } from '#host/open-data.ts';
import { systemLogger } from '#platform/log.ts';

interface StartOptions {
  readonly port?: string;
  readonly listen?: string;
  readonly ui: boolean;
}

/** `artisan start`: the station, until it is told to stop. */
export function startCommand(shell: Shell): Command {
  const command = new Command('start')
    .description('run the station: recorder, API and screen')
    .option('--port <n>', 'TCP port, 0 for a free one (ARTISAN_PORT)')
    .option('--listen <address>', 'address to listen on (ARTISAN_LISTEN)')
    .option('--no-ui', 'serve the API alone, without the screen');
  return command.action(
    runsWith(shell, async (session) => {
      const { ui, ...flags } = command.opts<StartOptions>();
      const { dataFolder, env } = session;
      const config = loadConfig({ flags, env, dataFolder });
      if (!config.ok) return config;
      const stop = stopAsked();
      const logger = systemLogger(session.logLevel);
      outliveDefects(logger);
      // The store opens in its own thread while the rest of the program is still being loaded.
      const data = openData(dataFolder, config.value);
      // What it throws is met below; until then nobody waits for it.
      data.catch(() => undefined);
      const { runStation } = await import('#host/run-station.ts');
      const running = await runStation({
        data,
        dataFolder,
        config: config.value,
        logger,
        hasScreen: ui,
        tell: (line) => session.progress(line),
      });
      session.answer({
        json: { url: running.url, dataFolder, pid: process.pid },
        lines: [`Artisan is ready: ${running.url}  (data in ${dataFolder}; Ctrl+C stops it)`],
      });
      // Otherwise kept only at an orderly end, which a station may never have.
      flushCompileCache();
      await stop;
      await running.stop();
      return ok(null);
    }),
  );
}

/**
 * A defect that nobody met must not end the recording of a roast: it is logged, and what it broke is missing until
 * the next start. Nobody stands by to start a station again.
 */
function outliveDefects(logger: Logger): void {
  const log = (err: unknown): void => logger.error({ err }, 'a defect was met by nobody');
  process.on('uncaughtException', log).on('unhandledRejection', log);
}
