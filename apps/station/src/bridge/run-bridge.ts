import { join } from 'node:path';
import type { TelemetryMessage } from '@artisan-ts/contracts';
import {
  defaultOrg,
  defaultSite,
  type MachineId,
  ok,
  type Result,
  refuse,
  type SourceId,
} from '@artisan-ts/domain';
import { Bus, type DriverKind, type Logger, SourceRunner } from '@artisan-ts/runtime';
import { lockDataFolder } from '@artisan-ts/storage';
import { Outbox } from '#bridge/outbox.ts';
import { Publisher, type PublisherParts } from '#bridge/publisher.ts';
import { SystemClock } from '#platform/system-clock.ts';
import { UuidV7Ids } from '#platform/uuid-v7.ts';

/** What a bridge is started with. */
export interface BridgeStart {
  /** Where readings are kept until they are acknowledged; one bridge at a time. */
  readonly folder: string;
  readonly machineId: MachineId;
  /** Which MQTT source of the machine it is; absent: the only one. */
  readonly sourceId?: SourceId;
  readonly kind: DriverKind;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly broker: PublisherParts['broker'];
  readonly logger: Logger;
  readonly tell: (line: string) => void;
}

/**
 * Reads one device and carries its readings to a station on another computer, keeping each on disk until the station
 * has it on its own. Returns the way to stop. @throws ArtisanError `store.*`
 */
export function runBridge(start: BridgeStart): Result<() => Promise<void>> {
  const { folder, machineId, sourceId, kind, broker, logger, tell } = start;
  const described = kind.describe(start.settings);
  if (!described.ok) return described;
  const { settings, streams, clockRate } = described.value;
  if (clockRate !== 1) {
    return refuse(
      'driver.settings',
      `speed: a bridge reads at the speed of the world, not ${clockRate}`,
    );
  }
  const lock = lockDataFolder(folder);
  const clock = new SystemClock();
  const ids = new UuidV7Ids(() => clock.wallMs());
  const outbox = new Outbox(join(folder, 'outbox.db'));
  const boot = ids.next('boot');
  outbox.begin(boot, clock.wallMs());
  const scope = {
    org: defaultOrg,
    site: defaultSite,
    machine: machineId,
    ...(sourceId !== undefined && { source: sourceId }),
  };
  const publisher = new Publisher({ outbox, scope, broker, clock, logger, tell });
  const bus = new Bus(logger);
  bus.subscribe('roaster/+/+/+/telemetry', (_topic, message) => {
    // Only our own source publishes on this bus, by the type's own function.
    const { stream, seq, monoUs, wallMs, channels, missing } = message as TelemetryMessage;
    const point = { seq, monoUs, wallMs, channels, ...(missing && { missing }) };
    const dropped = outbox.put([{ stream, point }]);
    if (dropped > 0) {
      tell(`The outbox is full: the ${dropped} oldest readings that no station took are gone.`);
      publisher.announce();
    }
    publisher.wake();
  });
  const source = { id: ids.next('source'), driver: kind.name, settings, streams, clockRate };
  const runner = new SourceRunner({
    machineId,
    source,
    boot,
    kind,
    clock,
    system: clock,
    bus,
    logger,
    listener: {
      status: ({ message }) => tell(message),
      // Marks and levers of a device are set at the station; a bridge carries readings alone.
      mark: () => undefined,
      lever: () => undefined,
    },
  });
  const stop = new AbortController();
  const publishing = publisher.run(stop.signal);
  runner.start();
  return ok(async () => {
    await runner.stop();
    stop.abort();
    await publishing;
    outbox.close();
    lock.release();
  });
}
