import type { AckBody, BatchBody, BirthBody, TelemetryPoint } from '@artisan-ts/contracts';
import {
  btChannel,
  etChannel,
  type MachineId,
  type MarkKind,
  ok,
  parseId,
  type RoastId,
  type SourceId,
} from '@artisan-ts/domain';
import {
  CountingIds,
  MemoryReadingStore,
  MemoryRoastStore,
  recordingLogger,
  SimulatedClock,
  SimulatedDisk,
} from '@artisan-ts/testkit';
import { createStation } from '#create-station.ts';
import type { Delivery, OpenedEnvelope } from '#ingest/remote-telemetry.ts';
import { type DriverKind, remoteDriverName } from '#ports/driver.ts';
import type { Station } from '#station.ts';

const idle: DriverKind = {
  name: remoteDriverName,
  label: 'Remote',
  origin: 'measured',
  fields: [],
  describe: () =>
    ok({
      settings: {},
      streams: [{ stream: 'main', channels: [btChannel, etChannel], intervalS: 1 }],
      levers: [],
      clockRate: 1,
    }),
  create: () => ({
    reading: {
      run: (_sink, signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
      test: () => Promise.resolve({ ok: false, steps: [], sample: null }),
    },
    control: null,
    batch: null,
  }),
};

/** The boot of the sender of {@link Scene}. */
export const boot = `boot_${'a'.repeat(32)}`;

/** A station whose one machine is read elsewhere, and the sender. */
export class Scene {
  readonly clock = new SimulatedClock();
  readonly disk = new SimulatedDisk(this.clock);
  readonly acks: AckBody[] = [];
  readonly ids = new CountingIds();
  readings = new MemoryReadingStore(this.disk);
  station: Station = this.#build();
  machine: MachineId = parseId('machine', `machine_${'0'.repeat(32)}`);
  /** When the sender started, on the clock of the world. */
  readonly #bornMs = this.clock.wallMs();

  /** `devices`: how many the machine has that are read over the network. */
  async begin(devices = 1): Promise<this> {
    await this.station.start();
    const source = { driver: remoteDriverName, settings: {} };
    const sources = Array.from({ length: devices }, () => source);
    const adding = this.station.machines.add({ name: 'Far', sources, closeAfterDropS: 300 });
    await this.clock.advance(100);
    const added = await adding;
    if (!added.ok) throw new Error(added.message);
    this.machine = parseId('machine', added.value.id);
    if (devices === 1) await this.born(0);
    return this;
  }

  /** A new process on the same disk. */
  async restart(): Promise<void> {
    const stopping = this.station.stop();
    await this.clock.advance(5000);
    await stopping;
    this.readings = new MemoryReadingStore(this.disk);
    this.station = this.#build();
    const starting = this.station.start();
    await this.clock.advance(100);
    await starting;
  }

  #build(): Station {
    const station = createStation({
      clock: this.clock,
      ids: this.ids,
      logger: recordingLogger(),
      readings: this.readings,
      roasts: new MemoryRoastStore(this.disk),
      drivers: [idle],
      systemBoot: 'boot-1',
    });
    station.remote.onAck((ack) => this.acks.push(ack));
    return station;
  }

  point(seq: number, btC = 150 + seq): TelemetryPoint {
    const wallMs = this.#bornMs + seq * 1000;
    return { seq, monoUs: seq * 1_000_000, wallMs, channels: { btC, etC: null } };
  }

  batch(points: readonly TelemetryPoint[], parts: Partial<BatchBody> = {}): OpenedEnvelope {
    const { machine } = this;
    const route = { org: 'local', site: 'main', machine };
    const origin = { v: 1 as const, ...route, boot, bootCount: 1, stream: 'main' };
    return ok({
      type: 'batch',
      body: { ...origin, historical: false, points: [...points], ...parts },
      route,
    });
  }

  /** Sends and lets the disk work; gives what the broker would answer. */
  async send(opened: OpenedEnvelope, topic = `roaster/local/main/${this.machine}/telemetry`) {
    const delivery = this.station.remote.receive({ topic, opened, excerpt: () => 'raw' });
    await this.clock.advance(50);
    return delivery;
  }

  birth(oldestSeq: number, parts: Partial<BirthBody> = {}): OpenedEnvelope {
    const route = { org: 'local', site: 'main', machine: this.machine };
    const streams = [{ stream: 'main', oldestSeq, dropped: 0 }];
    const body = { v: 1 as const, ...route, boot, bootCount: 1, streams, ...parts };
    return ok({ type: 'birth', body, route });
  }

  born(oldestSeq: number, parts: Partial<BirthBody> = {}): Promise<Delivery> {
    return this.send(this.birth(oldestSeq, parts));
  }

  /** Sends and does not wait; `answer` tells when there is one. */
  post(opened: OpenedEnvelope): { answer: Delivery | null } {
    const posted: { answer: Delivery | null } = { answer: null };
    const topic = `roaster/local/main/${this.machine}/telemetry`;
    void this.station.remote.receive({ topic, opened, excerpt: () => 'raw' }).then((delivery) => {
      posted.answer = delivery;
    });
    return posted;
  }

  get setAside() {
    return this.station.health().telemetry?.setAside;
  }

  /** A person presses charge; gives the roast. */
  charge(): Promise<RoastId> {
    return this.press('charge');
  }

  /** A person presses a button; gives the roast. */
  async press(kind: MarkKind): Promise<RoastId> {
    const marking = this.station.machines.mark(this.machine, { kind, action: 'set' });
    await this.clock.advance(100);
    const roast = await marking;
    if (!roast.ok) throw new Error(roast.message);
    return parseId('roast', roast.value.id);
  }

  async sourceId(): Promise<SourceId> {
    const [machine] = await new MemoryRoastStore(this.disk).machines();
    const [source] = machine?.configuration.sources ?? [];
    if (source === undefined) throw new Error('the machine has no source');
    return source.id;
  }

  async storedSeqs(limit = 10_000): Promise<number[]> {
    const sourceIds = [await this.sourceId()];
    return (await this.readings.range({ sourceIds, limit })).map(({ seq }) => seq);
  }
}
