import { join } from 'node:path';
import { isId, ok, type Result, refuse } from '@artisan-ts/domain';
import { Command } from 'commander';
import { runsWith, type Shell } from '#cli/session.ts';
import { stopAsked } from '#cli/stop-asked.ts';
import { systemLogger } from '#platform/log.ts';

interface BridgeOptions {
  readonly broker?: string;
  readonly machine?: string;
  readonly source?: string;
  readonly driver: string;
  readonly set: readonly string[];
  readonly user?: string;
  readonly child?: boolean;
}

/** `artisan bridge`: reads a device on this computer for a station on another. */
export function bridgeCommand(shell: Shell): Command {
  const command = new Command('bridge')
    .description('read a device here for a station on another computer; keeps what it did not take')
    .option('--broker <url>', 'mqtt://host:1883, the broker of the station')
    .option('--machine <id>', 'the machine at the station, added there with the driver "mqtt"')
    .option('--source <id>', 'which MQTT source of the machine, where it has several')
    .option('--driver <name>', 'what reads the device', 'tc4')
    .option('--set <name=value...>', 'settings of the driver: port=/dev/ttyUSB0', [])
    .option('--user <name>', 'user name at the broker; password in ARTISAN_MQTT_PASSWORD')
    .option('--child', 'run one driver for the station that started this process');
  return command.action(
    runsWith(shell, async (session) => {
      const options = command.opts<BridgeOptions>();
      const { builtInDrivers } = await import('#host/built-in-drivers.ts');
      if (options.child) {
        if (process.send === undefined) {
          return refuse('input.invalid', 'bridge --child is started by a station, not by a person');
        }
        const { runDriverChild } = await import('#bridge/driver-child.ts');
        await runDriverChild(builtInDrivers());
        return ok(null);
      }
      const { broker, machine, user } = options;
      if (broker === undefined || !/^mqtts?:\/\//.test(broker)) {
        return refuse('input.invalid', 'where to? --broker mqtt://HOST:1883');
      }
      if (machine === undefined || !isId('machine', machine)) {
        return refuse(
          'input.invalid',
          'which machine? --machine machine_..., as the station shows it',
        );
      }
      const { source } = options;
      if (source !== undefined && !isId('source', source)) {
        return refuse(
          'input.invalid',
          'which device? --source source_..., as the station shows it',
        );
      }
      const kind = builtInDrivers().find(({ name }) => name === options.driver);
      if (kind === undefined) {
        return refuse('driver.unknown', `no driver is called "${options.driver}"`);
      }
      const settings = settingsOf(options.set);
      if (!settings.ok) return settings;
      const password = session.env['ARTISAN_MQTT_PASSWORD'];
      const stop = stopAsked();
      const { runBridge } = await import('#bridge/run-bridge.ts');
      const { isolateHardware } = await import('#host/isolate-hardware.ts');
      const running = runBridge({
        folder: join(session.dataFolder, `bridge-${source ?? machine}`),
        machineId: machine,
        ...(source !== undefined && { sourceId: source }),
        kind: isolateHardware(kind, null),
        settings: settings.value,
        broker: {
          url: broker,
          ...(user !== undefined && { username: user }),
          ...(password !== undefined && { password }),
        },
        logger: systemLogger(session.logLevel),
        tell: (line) => session.progress(line),
      });
      if (!running.ok) return running;
      await stop;
      await running.value();
      return ok(null);
    }),
  );
}

/** `name=value` pairs; what looks like a number is one. */
function settingsOf(pairs: readonly string[]): Result<Record<string, string | number>> {
  const settings: Record<string, string | number> = {};
  for (const pair of pairs) {
    const [, name, value] = /^([A-Za-z]\w*)=(.*)$/s.exec(pair) ?? [];
    if (name === undefined || value === undefined) {
      return refuse('input.invalid', `--set ${pair}: expected name=value`);
    }
    settings[name] = /^-?\d+(\.\d+)?$/.test(value) && name !== 'channels' ? Number(value) : value;
  }
  return ok(settings);
}
