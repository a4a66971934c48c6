import type { AckBody, HealthEvent } from '@artisan-ts/contracts';
import { isId, type MachineId, type Reading } from '@artisan-ts/domain';
import { Acknowledger } from '#ingest/acknowledger.ts';
import { DeadLetters } from '#ingest/dead-letters.ts';
import { equivocationWords, type IngestedReading } from '#ingest/ingest.ts';
import {
  type Delivery,
  type RemoteMessage,
  type RemoteSource,
  RemoteTelemetry,
} from '#ingest/remote-telemetry.ts';
import { Sequences } from '#ingest/sequences.ts';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import { remoteDriverName } from '#ports/driver.ts';
import type { BrokerStatus, Remote, StationDependencies } from '#station.ts';

/** Where telemetry of all sources is kept in order: what comes from outside, what was set aside, what is acknowledged. */
export class TelemetryDesk implements Remote {
  readonly sequences = new Sequences();
  readonly deadLetters: DeadLetters;
  readonly #remote: RemoteTelemetry;
  readonly #changed: () => void;
  #ackListener: (ack: AckBody) => void = () => undefined;
  #broker: BrokerStatus = { kind: 'off', isUp: true, message: 'No machine is read over MQTT.' };

  constructor(parts: {
    readonly deps: StationDependencies;
    readonly machines: ReadonlyMap<MachineId, AttachedMachine>;
    readonly accept: (reading: IngestedReading) => boolean;
    readonly settled: () => Promise<void>;
    /** The broker stands otherwise than before. */
    readonly changed: () => void;
  }) {
    const { deps, machines, accept, settled } = parts;
    this.#changed = parts.changed;
    const { clock, logger, readings, deadLetters: store = null } = deps;
    this.deadLetters = new DeadLetters({ clock, logger, store });
    this.#remote = new RemoteTelemetry({
      sourceOf: (machine) => remoteSource(machines, machine),
      accept,
      settled,
      sequences: this.sequences,
      deadLetters: this.deadLetters,
      acknowledger: new Acknowledger({
        readings,
        publish: (ack) => this.#ackListener(ack),
        logger,
      }),
      logger,
    });
  }

  receive(message: RemoteMessage): Promise<Delivery> {
    return this.#remote.receive(message);
  }

  onAck(listener: (ack: AckBody) => void): void {
    this.#ackListener = listener;
  }

  brokerIs(status: BrokerStatus): void {
    this.#broker = status;
    this.#changed();
  }

  /** The store found another reading on disk than the one that was given. */
  contradicted(readings: readonly Reading[]): void {
    for (const reading of readings) {
      this.deadLetters.put({
        topic: reading.sourceId,
        code: 'telemetry.equivocation',
        message: equivocationWords(reading),
        excerpt: () => JSON.stringify(reading),
      });
    }
  }

  status(): NonNullable<HealthEvent['telemetry']> {
    return {
      broker: this.#broker,
      setAside: this.deadLetters.status(),
      missing: this.sequences.missing,
    };
  }
}

function remoteSource(
  machines: ReadonlyMap<MachineId, AttachedMachine>,
  machine: string,
): RemoteSource | null {
  const attached = isId('machine', machine) ? machines.get(machine) : undefined;
  const own = attached?.sources.find(({ source }) => source.driver === remoteDriverName);
  if (attached === undefined || own === undefined) return null;
  const { clock, tape } = attached;
  const { source, runner } = own;
  return {
    machineId: attached.machine.id,
    sourceId: source.id,
    streams: source.streams,
    clock,
    newestUsOf: (stream) => tape.newestUsOf(source.id, stream),
    heard: () => runner.heard(),
  };
}
