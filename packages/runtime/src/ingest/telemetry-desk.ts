import type { AckBody, HealthEvent } from '@artisan-ts/contracts';
import {
  type MachineId,
  ok,
  type Reading,
  type Result,
  refuse,
  type SourceId,
} from '@artisan-ts/domain';
import { Acknowledger, type KeptSeries } from '#ingest/acknowledger.ts';
import { BootGate } from '#ingest/boot-gate.ts';
import { DeadLetters } from '#ingest/dead-letters.ts';
import { fieldNames } from '#ingest/field-names.ts';
import { GapWatch } from '#ingest/gap-watch.ts';
import { equivocationWords, type IngestedReading } from '#ingest/ingest.ts';
import { KnownBoots } from '#ingest/known-boots.ts';
import {
  type Delivery,
  type RemoteMessage,
  type RemoteSource,
  RemoteTelemetry,
} from '#ingest/remote-telemetry.ts';
import { Sequences } from '#ingest/sequences.ts';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import { remoteDriverName } from '#ports/driver.ts';
import type { SampleKeeper } from '#source/source-runner.ts';
import type { BrokerStatus, Remote, StationDependencies } from '#station.ts';

/** Where telemetry of all sources is kept in order: what comes from outside, what was set aside, what is acknowledged. */
export class TelemetryDesk implements Omit<Remote, 'hint'>, SampleKeeper {
  readonly sequences = new Sequences();
  readonly deadLetters: DeadLetters;
  readonly #remote: RemoteTelemetry;
  readonly #boots: BootGate;
  readonly #gaps: GapWatch;
  readonly #acknowledger: Acknowledger;
  readonly #settled: () => Promise<void>;
  readonly #deps: StationDependencies;
  readonly #changed: () => void;
  readonly #machines: ReadonlyMap<MachineId, AttachedMachine>;
  /** What senders say is wrong with them. */
  readonly #troubled = new Map<SourceId, SenderTrouble>();
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
    this.#machines = machines;
    const { clock, logger, readings, deadLetters: store = null } = deps;
    this.deadLetters = new DeadLetters({ clock, logger, store });
    this.#settled = settled;
    this.#deps = deps;
    this.#boots = new BootGate({ readings, clock });
    this.#acknowledger = new Acknowledger({ readings, logger });
    const sourceIds = () =>
      [...machines.values()].flatMap(({ sources }) => sources.map(({ source }) => source.id));
    this.#gaps = new GapWatch({ readings, sourceIds, clock, logger, changed: this.#changed });
    this.#remote = new RemoteTelemetry({
      sourceOf: (machine, source) =>
        remoteSource({ machines, drivers: deps.drivers }, machine, source),
      accept,
      settled,
      boots: this.#boots,
      knownBoots: new KnownBoots({ readings, sequences: this.sequences }),
      clock,
      sequences: this.sequences,
      deadLetters: this.deadLetters,
      acknowledger: this.#acknowledger,
      publishAck: (ack) => this.#ackListener(ack),
      troubled: (source, trouble) => this.#senderSays(source, trouble),
      gapsChanged: () => this.gapsChanged(),
      logger,
    });
  }

  announced(series: KeptSeries, bootCount: number, oldestSeq: number): void {
    const { sourceId, boot, stream } = series;
    const { clock, logger } = this.#deps;
    const streams = [{ stream, oldestSeq }];
    const birth = { sourceId, boot, bootCount, streams, wallMs: clock.wallMs() };
    this.#boots.announce(birth).then(
      (answer) => {
        if (!answer.isTaken)
          logger.warn({ ...birth, ...answer }, 'a start of a driver is out of order');
        else if (answer.gapsChanged) this.gapsChanged();
      },
      (error) => logger.warn({ ...birth, error }, 'a start of a driver could not be noted'),
    );
    this.#acknowledger.born(series, oldestSeq);
  }

  taken(series: KeptSeries): void {
    // Told each time: a process that was started again offers what it was told of before.
    void this.#settled().then(() => this.#acknowledger.stored(series, true));
  }

  /** What is on disk of missing readings may be another number than before. */
  gapsChanged(): void {
    void this.#gaps.look();
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

  #senderSays({ machineId, sourceId }: RemoteSource, message: string | null): void {
    if ((this.#troubled.get(sourceId)?.message ?? null) === message) return;
    const wallMs = this.#deps.clock.wallMs();
    if (message === null) this.#troubled.delete(sourceId);
    else this.#troubled.set(sourceId, { machineId, message, wallMs });
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
    const troubled = [...this.#troubled].flatMap(([sourceId, { machineId, message, wallMs }]) => {
      const attached = this.#machines.get(machineId);
      // A device that was taken away is nobody's trouble any more.
      if (attached === undefined || attached.source(sourceId) === null) return [];
      return [{ machine: attached.machine.name, message, wallMs }];
    });
    return {
      ...(troubled.length > 0 && { troubled }),
      broker: this.#broker,
      setAside: this.deadLetters.status(),
      missing: this.#gaps.missing,
    };
  }
}

interface SenderTrouble {
  readonly machineId: MachineId;
  readonly message: string;
  readonly wallMs: number;
}

/** The device that a sender means. One that is read over MQTT alone need not be named. */
function remoteSource(
  {
    machines,
    drivers,
  }: {
    readonly machines: ReadonlyMap<MachineId, AttachedMachine>;
    readonly drivers: StationDependencies['drivers'];
  },
  machine: string,
  named: string | undefined,
): Result<RemoteSource> {
  const attached = [...machines].find(([id]) => id === machine)?.[1];
  const over = attached?.sources.filter(({ source }) => source.driver === remoteDriverName) ?? [];
  const [own, another] =
    named === undefined ? over : over.filter(({ source }) => source.id === named);
  if (attached === undefined || own === undefined) {
    const what = named === undefined ? 'that is read over MQTT' : `with the MQTT source ${named}`;
    return refuse(
      'telemetry.unknown-source',
      `there is no machine ${machine} ${what}; add one with the driver "mqtt"`,
    );
  }
  if (another !== undefined) {
    const ids = over.map(({ source }) => source.id).join(', ');
    return refuse(
      'telemetry.unknown-source',
      `${machine} is read by ${over.length} devices over MQTT; the body has to name one of them as source: ${ids}`,
    );
  }
  const { clock, tape } = attached;
  const { source, runner } = own;
  const described = drivers.find(({ name }) => name === source.driver)?.describe(source.settings);
  const ownStreams = described?.ok === true ? described.value.streams : source.streams;
  return ok({
    namesOf: (stream) =>
      fieldNames(
        ownStreams.find((each) => each.stream === stream.stream),
        stream,
      ),
    machineId: attached.machine.id,
    sourceId: source.id,
    streams: source.streams,
    clock,
    newestUsOf: (stream) => tape.newestUsOf(source.id, stream),
    heard: () => runner.heard(),
  });
}
