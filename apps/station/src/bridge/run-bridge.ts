import { join } from 'node:path';
import { type MachineId, ok, type Result, refuse, type SourceId } from '@artisan-ts/domain';
import type { DriverKind, Logger } from '@artisan-ts/runtime';
import { lockDataFolder } from '@artisan-ts/storage';
import mqtt from 'mqtt';
import { Outbox } from '#bridge/outbox.ts';
import type { PublisherParts } from '#bridge/publisher.ts';
import { startBridge } from '#bridge/start-bridge.ts';
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
  const source = { id: ids.next('source'), driver: kind.name, settings, streams, clockRate };
  const boot = ids.next('boot');
  const parts = { machineId, sourceId, kind, source, boot, outbox, broker, clock };
  const stop = startBridge({ ...parts, connect: mqtt.connect, logger, tell });
  return ok(async () => {
    await stop();
    outbox.close();
    lock.release();
  });
}
