import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BootId,
  channelField,
  invariant,
  type MachineId,
  MonoUs,
  type Sample,
  type Source,
  usPerMs,
  WallMs,
} from '@artisan-ts/domain';
import type { Clock, DriverKind } from '@artisan-ts/runtime';
import { type CountingIds, recordingLogger } from '@artisan-ts/testkit';
import { Outbox } from '../../apps/station/src/bridge/outbox.ts';
import { startBridge } from '../../apps/station/src/bridge/start-bridge.ts';
import type { Broker } from './broker.ts';
import type { CampaignClient } from './broker-client.ts';
import type { Computer, Life } from './computer.ts';
import type { Device } from './device.ts';
import type { BridgePlan } from './scenario.ts';
import { witnessed } from './witness.ts';

/** What one start of a bridge was given by its driver, by number. */
export interface BridgeBoot {
  readonly boot: BootId;
  readonly samples: Sample[];
}

/** Seconds between the readings that an earlier start has left. */
const backlogEveryS = 10;

/** The bridge's program on the computer beside a machine. Its outbox outlives it. */
export class Bridge {
  readonly device: Device;
  readonly boots: BridgeBoot[] = [];
  /** Readings that were let go because the outbox was full. */
  dropped = 0;
  readonly #plan: BridgePlan;
  readonly #computer: Computer;
  readonly #broker: Broker;
  readonly #kind: DriverKind;
  readonly #path: string;
  readonly #machineId: MachineId;
  readonly #ids: CountingIds;
  #wallSetMs = 0;
  #life: Life = { isOver: true };
  #outbox: Outbox | null = null;
  #client: CampaignClient | null = null;

  constructor(parts: {
    readonly device: Device;
    readonly machineId: MachineId;
    readonly computer: Computer;
    readonly broker: Broker;
    readonly kind: DriverKind;
    readonly ids: CountingIds;
    /** Where it may keep its files. */
    readonly folder: string;
  }) {
    const { device, machineId, computer, broker, kind, ids, folder } = parts;
    const { bridge } = device.plan;
    invariant(bridge !== undefined, `${device.name} is read by a bridge`);
    this.device = device;
    this.#plan = bridge;
    this.#machineId = machineId;
    this.#computer = computer;
    this.#broker = broker;
    this.#ids = ids;
    this.#kind = kind;
    this.#path = join(mkdtempSync(join(folder, 'bridge-')), 'outbox.db');
    if (bridge.backlog > 0) this.#leaveBacklog(bridge.backlog);
  }

  /** Its wall clock is ahead of the true time by so much, in milliseconds. */
  get wallAheadMs(): number {
    return this.#plan.offMs + this.#wallSetMs;
  }

  setWall(byMs: number): void {
    this.#wallSetMs += byMs;
  }

  /** Its monotonic clock at a moment of the world, in microseconds. */
  get monoUs(): number {
    return Math.floor(this.#computer.trueUs() * (1 + this.#plan.ppm / 1e6)) + 1_000_000;
  }

  get path(): string {
    return this.#path;
  }

  start(): void {
    if (!this.#life.isOver) return;
    const life: Life = { isOver: false };
    this.#life = life;
    const outbox = new Outbox(this.#path, this.#plan.outboxMax);
    this.#outbox = outbox;
    const boot = this.#newBoot();
    const kind = this.#witnessed(boot, outbox, life);
    const described = kind.describe(this.device.settings);
    invariant(described.ok, `${this.device.name} can be described`);
    const { settings, streams, clockRate } = described.value;
    const id = this.#ids.next('source');
    const source: Source = { id, driver: kind.name, settings, streams, clockRate };
    startBridge({
      machineId: this.#machineId,
      kind,
      source,
      boot: boot.boot,
      outbox,
      broker: { url: 'mqtt://campaign' },
      connect: () => {
        this.#client = this.#broker.connect();
        return this.#client;
      },
      clock: this.#clockFor(life),
      logger: recordingLogger(),
      tell: () => undefined,
    });
  }

  /** Its program is gone; its files stay as they lie. */
  kill(): void {
    if (this.#life.isOver) return;
    this.#life.isOver = true;
    // The system closes the ports and the connections of a program that is gone.
    this.device.board.transport.line?.cut();
    this.#client?.removeAllListeners();
    this.#client?.cut(null);
    this.#outbox?.close();
    this.#outbox = null;
  }

  #newBoot(): BridgeBoot {
    const boot = { boot: this.#ids.next('boot'), samples: [] };
    this.boots.push(boot);
    return boot;
  }

  #witnessed({ samples }: BridgeBoot, outbox: Outbox, life: Life): DriverKind {
    return witnessed(this.#kind, (_, sample, deliver) => {
      if (life.isOver) return;
      const before = outbox.count;
      samples.push(sample);
      deliver();
      this.dropped += before + 1 - outbox.count;
    });
  }

  #clockFor(life: Life): Clock {
    return {
      rate: 1,
      monoUs: () => MonoUs(this.monoUs),
      wallMs: () => WallMs(this.#computer.trueWallMs() + this.wallAheadMs),
      sleep: async (span, signal) => {
        await this.#computer.clock.sleep(span, signal);
        if (life.isOver) await new Promise(() => undefined);
      },
    };
  }

  /** A day's readings that no station has taken yet. */
  #leaveBacklog(count: number): void {
    const outbox = new Outbox(this.#path, this.#plan.outboxMax);
    const { boot, samples } = this.#newBoot();
    outbox.begin(
      boot,
      this.#computer.trueWallMs() + this.#plan.offMs - count * backlogEveryS * 1000,
    );
    const described = this.#kind.describe(this.device.settings);
    invariant(described.ok, `${this.device.name} can be described`);
    const stream = described.value.streams[0];
    invariant(stream !== undefined, `${this.device.name} has a stream`);
    const fields = stream.channels.map(channelField);
    for (let seq = 0; seq < count; seq++) {
      const agoMs = (count - seq) * backlogEveryS * 1000;
      const values = [20 + (seq % 7), 30, null, null];
      const sample = {
        stream: stream.stream,
        monoUs: MonoUs(seq * backlogEveryS * 1000 * usPerMs),
        wallMs: WallMs(this.#computer.trueWallMs() + this.#plan.offMs - agoMs),
        values,
        missing: [],
      };
      samples.push(sample);
      const channels = Object.fromEntries(
        fields.map((field, index) => [field, values[index] ?? null]),
      );
      const { monoUs, wallMs } = sample;
      const point = { seq, monoUs, wallMs, channels };
      this.dropped += outbox.put([{ stream: stream.stream, point }]);
    }
    outbox.close();
  }
}
