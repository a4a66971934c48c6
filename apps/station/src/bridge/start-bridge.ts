import type { TelemetryMessage } from '@artisan-ts/contracts';
import {
  type BootId,
  defaultOrg,
  defaultSite,
  type MachineId,
  type Source,
  type SourceId,
} from '@artisan-ts/domain';
import { Bus, type DriverKind, SourceRunner } from '@artisan-ts/runtime';
import type { Outbox } from '#bridge/outbox.ts';
import { PatientOutbox } from '#bridge/patient-outbox.ts';
import { Publisher, type PublisherParts } from '#bridge/publisher.ts';

/** What a bridge is joined from. */
export interface BridgeParts extends Omit<PublisherParts, 'scope' | 'outbox'> {
  readonly outbox: Outbox;
  readonly machineId: MachineId;
  /** Which MQTT source of the machine it is; absent: the only one. */
  readonly sourceId?: SourceId | undefined;
  readonly kind: DriverKind;
  readonly source: Source;
  /** Of this start; the outbox numbers it. */
  readonly boot: BootId;
}

/**
 * Reads a device, keeps each reading in the outbox and carries it from there to the station. Gives the way to stop; the outbox stays
 * open. @throws ArtisanError `store.*` when nothing can be kept at the start
 */
export function startBridge(parts: BridgeParts): () => Promise<void> {
  const { machineId, sourceId, kind, source, boot, clock, logger, tell } = parts;
  const outbox = new PatientOutbox({ ...parts, changed: () => publisher.announce() });
  outbox.begin(boot, clock.wallMs());
  const scope = {
    org: defaultOrg,
    site: defaultSite,
    machine: machineId,
    ...(sourceId !== undefined && { source: sourceId }),
  };
  const publisher = new Publisher({ ...parts, outbox, scope });
  const bus = new Bus(logger);
  bus.subscribe('roaster/+/+/+/telemetry', (_topic, message) => {
    // Only our own source publishes on this bus, by the type's own function.
    const { stream, seq, monoUs, wallMs, channels, missing } = message as TelemetryMessage;
    const point = { seq, monoUs, wallMs, channels, ...(missing && { missing }) };
    outbox.put({ stream, point });
    publisher.wake();
  });
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
      ended: () => undefined,
      mark: () => undefined,
      hint: () => undefined,
      lever: () => undefined,
    },
  });
  const stop = new AbortController();
  const publishing = publisher.run(stop.signal);
  runner.start();
  return async () => {
    await runner.stop();
    stop.abort();
    await publishing;
    outbox.close();
  };
}
