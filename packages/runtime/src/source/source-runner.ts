import { telemetryTopic } from '@artisan-ts/contracts';
import {
  ArtisanError,
  type BootId,
  type LeverId,
  type MachineId,
  type MarkKind,
  type MonoUs,
  type Sample,
  type SensorHint,
  type Source,
  usPerMs,
} from '@artisan-ts/domain';
import type { Bus } from '#bus/bus.ts';
import { type BackOff, backOffMs } from '#clock/back-off.ts';
import { pause } from '#clock/pause.ts';
import type { KeptSeries } from '#ingest/acknowledger.ts';
import { BoundedMap } from '#ingest/bounded-map.ts';
import type { Clock } from '#ports/clock.ts';
import type { Device, DriverKind, KeptSample, SampleSink } from '#ports/driver.ts';
import type { Logger } from '#ports/logger.ts';
import {
  type ConnectionStatus,
  canRecover,
  connected,
  connecting,
  connectingAgain,
  ended,
  type StatusWords,
  stopped,
} from '#source/connection-status.ts';
import { SilenceWatch } from '#source/silence-watch.ts';
import { telemetryOf } from '#source/telemetry.ts';

/** Of the world's time, whatever the speed of the source: a port is not to be hammered. */
const reconnectBackOff: BackOff = { firstMs: 250, maxMs: 5000 };
/** A connection that held this long was a good one, and the next loss starts from the first step again. */
const goodConnectionMs = 10_000;
/** A driver that does not come back from an abort within this is left behind. */
const stopPatienceMs = 2000;
/** Series of a driver's own process that are remembered as announced; each of its starts has new ones. */
const announcedMax = 256;

/** What a device says beside its readings. Neither may throw. */
export interface SourceListener {
  status(status: ConnectionStatus): void;
  /** A run ended without being told to. */
  ended(error: unknown): void;
  mark(kind: MarkKind, atUs: MonoUs): void;
  hint(hint: SensorHint, atUs: MonoUs): void;
  lever(lever: LeverId, value: number, atUs: MonoUs): void;
}

export interface SourceRunnerParts {
  readonly machineId: MachineId;
  readonly source: Source;
  readonly boot: BootId;
  readonly kind: DriverKind;
  /** The source's own clock. */
  readonly clock: Clock;
  readonly system: Clock;
  readonly bus: Bus;
  readonly listener: SourceListener;
  readonly logger: Logger;
  /** Told of samples that another process keeps until they are acknowledged; absent: none does. */
  readonly keeper?: SampleKeeper;
}

/** Tells processes that keep their samples themselves which of them they may forget. */
export interface SampleKeeper {
  /** A boot and stream that was not heard of, or of which older samples had to go. */
  announced(series: KeptSeries, bootCount: number, oldestSeq: number): void;
  /** One of its samples was taken. */
  taken(series: KeptSeries): void;
}

/**
 * Keeps one device being read: connects, numbers what comes and publishes it, connects again after a loss. Whatever
 * a driver throws ends here.
 */
export class SourceRunner {
  readonly #parts: SourceRunnerParts;
  readonly #intervalS: number;
  readonly #nextSeq = new Map<string, number>();
  /** By boot and stream of a process that keeps its samples: below which number nothing will come. */
  readonly #announced = new BoundedMap<string, number>(announcedMax);
  #device: Device | null = null;
  #watch: SilenceWatch | null = null;
  #status: ConnectionStatus;
  #stop: AbortController | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: SourceRunnerParts) {
    this.#parts = parts;
    this.#intervalS = Math.min(...parts.source.streams.map((stream) => stream.intervalS));
    this.#status = { ...stopped, sinceWallMs: parts.system.wallMs() };
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Names this start of the runner. */
  get boot(): BootId {
    return this.#parts.boot;
  }

  /** The device once it was made, connected or not. */
  get device(): Device | null {
    return this.#device;
  }

  /** A reading of this source came over the network; its device is not ours to read. */
  heard(): void {
    this.#watch?.heard();
    this.#say(connected(this.#intervalS));
  }

  start(): void {
    this.#stop = new AbortController();
    this.#running = this.#supervise(this.#stop.signal);
  }

  /** Resolves when the driver has let go, or was given up on. */
  async stop(): Promise<void> {
    this.#stop?.abort();
    const patience = new AbortController();
    const { system, logger, source } = this.#parts;
    const gaveUp = pause(system, stopPatienceMs, patience.signal);
    const outcome = await Promise.race([this.#running.then(() => 'ended'), gaveUp]);
    patience.abort();
    if (outcome === true)
      logger.error({ sourceId: source.id }, 'a driver did not stop; left behind');
    this.#say(stopped);
  }

  async #supervise(signal: AbortSignal): Promise<void> {
    const { system, source, logger } = this.#parts;
    this.#say(connecting);
    for (let failures = 1; !signal.aborted; failures++) {
      const beganUs = system.monoUs();
      const error = await this.#runOnce(signal);
      if (signal.aborted) return;
      if (system.monoUs() - beganUs >= goodConnectionMs * usPerMs) failures = 1;
      const waitMs = backOffMs(reconnectBackOff, failures);
      this.#say(ended(error, waitMs));
      this.#tell(() => this.#parts.listener.ended(error));
      logger.warn({ sourceId: source.id, code: this.#status.code, error }, this.#status.message);
      if (!canRecover(error)) return;
      if (!(await pause(system, waitMs, signal))) return;
      this.#say(connectingAgain(error));
    }
  }

  /** One connection from its making to its end; gives why it ended. */
  async #runOnce(signal: AbortSignal): Promise<unknown> {
    const run = new AbortController();
    const endWithRunner = (): void => run.abort();
    signal.addEventListener('abort', endWithRunner, { once: true });
    const { kind, source, clock } = this.#parts;
    const watch = new SilenceWatch({ clock, intervalS: this.#intervalS });
    this.#watch = watch;
    try {
      this.#device ??= kind.create(source.settings, clock, source.id);
      void watch.run(run.signal, (words) => this.#say(words ?? connected(this.#intervalS)));
      await this.#device.reading.run(this.#sink(run.signal, watch), run.signal);
      return new ArtisanError('driver.lost', 'the device ended the connection');
    } catch (error) {
      // The supervisor decides by the kind of error; a driver's defect must not go further than here.
      return error;
    } finally {
      signal.removeEventListener('abort', endWithRunner);
      this.#watch = null;
      run.abort();
    }
  }

  /** Deaf once the run has ended: a driver that lingers cannot add to a later connection. */
  #sink(signal: AbortSignal, watch: SilenceWatch): SampleSink {
    const { listener } = this.#parts;
    const whileRunning =
      <Args extends readonly unknown[]>(what: string, act: (...args: Args) => void) =>
      (...args: Args): void => {
        if (signal.aborted) return;
        try {
          act(...args);
        } catch (error) {
          // The driver was promised that its sink never throws.
          this.#parts.logger.error({ sourceId: this.#parts.source.id, error }, `${what} was lost`);
        }
      };
    return {
      connected: whileRunning('connected', () => {
        watch.heard();
        this.#say(connected(this.#intervalS));
      }),
      sample: whileRunning('sample', (sample, kept) => {
        watch.heard();
        this.#publish(sample, kept);
      }),
      mark: whileRunning('mark', (kind, atUs) => listener.mark(kind, atUs)),
      hint: whileRunning('hint', (hint, atUs) => listener.hint(hint, atUs)),
      lever: whileRunning('lever', (lever, value, atUs) => listener.lever(lever, value, atUs)),
    };
  }

  #publish(sample: Sample, kept: KeptSample | undefined): void {
    const { source, machineId, boot, bus } = this.#parts;
    const spec = source.streams.find((stream) => stream.stream === sample.stream);
    if (spec === undefined) {
      throw new ArtisanError('driver.frame', `${source.driver} has no stream "${sample.stream}"`);
    }
    const place = kept ?? { boot, seq: this.#takeSeq(sample.stream) };
    const message = telemetryOf(sample, spec, { machineId, sourceId: source.id, ...place });
    if (kept !== undefined) this.#announce(sample.stream, kept);
    bus.publish(telemetryTopic(message), message);
    if (kept !== undefined) this.#parts.keeper?.taken(this.#seriesOf(sample.stream, kept));
  }

  #takeSeq(stream: string): number {
    const seq = this.#nextSeq.get(stream) ?? 0;
    this.#nextSeq.set(stream, seq + 1);
    return seq;
  }

  #announce(stream: string, kept: KeptSample): void {
    const { boot, bootCount, oldestSeq } = kept;
    const key = `${boot}/${stream}`;
    const known = this.#announced.get(key);
    if (known !== undefined && known >= oldestSeq) return;
    this.#announced.set(key, oldestSeq);
    this.#parts.keeper?.announced(this.#seriesOf(stream, kept), bootCount, oldestSeq);
  }

  #seriesOf(stream: string, { boot, acknowledge }: KeptSample): KeptSeries {
    return { sourceId: this.#parts.source.id, boot, stream, acknowledge };
  }

  #say(words: StatusWords): void {
    if (words.state === this.#status.state && words.message === this.#status.message) return;
    const { state, sinceWallMs } = this.#status;
    // It is lost since the first failure, however often it was tried since.
    const sinceThen = words.state === state ? sinceWallMs : this.#parts.system.wallMs();
    this.#status = { ...words, sinceWallMs: sinceThen };
    this.#tell(() => this.#parts.listener.status(this.#status));
  }

  #tell(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      // Telling is not worth a reading.
      this.#parts.logger.error({ error }, 'a connection listener failed');
    }
  }
}
