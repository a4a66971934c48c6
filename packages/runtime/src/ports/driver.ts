import type { SettingField } from '@artisan-ts/contracts';
import type {
  BootId,
  LeverId,
  LeverSpec,
  MarkKind,
  MonoUs,
  Origin,
  Result,
  Sample,
  SensorHint,
  SourceId,
  StreamSpec,
} from '@artisan-ts/domain';
import type { Clock } from '#ports/clock.ts';

/**
 * A kind of device that can be read. Reading and control are two capabilities: a read-only device has no
 * control at all.
 */
export interface DriverKind {
  /** Stable name used in settings and stored with the source: `twin`, `replay`, `tc4`. */
  readonly name: string;
  /** What a person reads in the list of devices. */
  readonly label: string;
  readonly origin: Origin;
  /** It loads native code to reach its device, and is run in a process of its own; absent: it loads none. */
  readonly isNative?: true;
  /** What a person has to say to connect one. */
  readonly fields: readonly SettingField[];
  /** Machines that are known by name; absent: none is. */
  readonly models?: readonly DeviceModel[];
  /** Checks settings from outside and says what the device will deliver. */
  describe(settings: Readonly<Record<string, unknown>>): Result<DeviceDescription>;
  /** Makes a device that is not yet connected. `settings` have passed `describe`. */
  create(
    settings: Readonly<Record<string, unknown>>,
    clock: Clock,
    /** Who reads it: for what a device keeps of its own, and what is handed in for it; absent: nobody yet. */
    sourceId?: SourceId,
  ): Device;
}

/** A machine that a person can choose by brand and model. */
export interface DeviceModel {
  readonly brand: string;
  readonly model: string;
  /** What is set for it; everything else stands at its default. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** How it is reached; absent: either way. */
  readonly wire?: 'serial' | 'network';
}

/** The driver of machines whose readings come over MQTT: another device or computer reads and numbers them. */
export const remoteDriverName = 'mqtt';

/** What a device delivers, known before it is connected. */
export interface DeviceDescription {
  /** The settings with defaults filled in; this is what is stored. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly streams: readonly StreamSpec[];
  readonly levers: readonly LeverSpec[];
  /** Where time can be made to pass faster, a setting named `speed` says so; otherwise 1. */
  readonly clockRate: number;
}

/** A device and what it can do. */
export interface Device {
  readonly reading: ReadingCapability;
  readonly control: ControlCapability | null;
  /** Only where software moves the beans: the twin. */
  readonly batch: BatchCapability | null;
}

/** Reads until told to stop. */
export interface ReadingCapability {
  /**
   * Connects and hands every sample to `sink`, stamped at the arrival of its bytes, until aborted (resolves)
   * or until the connection is lost (rejects). Never reconnects by itself: that is the supervisor's.
   *
   * @throws ArtisanError `driver.*`; `driver.finished` when a recording has played to its end
   */
  run(sink: SampleSink, signal: AbortSignal): Promise<void>;
  /** Connects, looks, disconnects. Never sends anything that could change the device. */
  test(signal: AbortSignal): Promise<ConnectionReport>;
}

/** The place of a sample in the order of a process that keeps its samples on its own disk. */
export interface KeptSample {
  /** A new one at every start of that process. */
  readonly boot: BootId;
  /** Grows from start to start. */
  readonly bootCount: number;
  readonly seq: number;
  /** Of that boot and stream nothing below will come any more. */
  readonly oldestSeq: number;
  /** Everything of that boot and stream up to a number is on disk or will never come. */
  acknowledge(seq: number): void;
}

/** Takes what a device gave. Never blocks and never throws. */
export interface SampleSink {
  /** The connection stands, before the first sample. */
  connected(): void;
  /** `kept`: whoever read it keeps it, too, until it hears that it is on disk. */
  sample(sample: Sample, kept?: KeptSample): void;
  /** The device itself says that something happened: a button at the machine, a mark in a recording. */
  mark(kind: MarkKind, atUs: MonoUs): void;
  /** A sensor of the device believes that something happened, and may be wrong: a microphone that heard cracks. */
  hint(hint: SensorHint, atUs: MonoUs): void;
  /** The device reports the value of a lever, in the unit of the lever. */
  lever(lever: LeverId, value: number, atUs: MonoUs): void;
}

/** What a connection test found, step by step, in the order it was tried. */
export interface ConnectionReport {
  readonly ok: boolean;
  readonly steps: readonly ConnectionStep[];
  readonly sample: Sample | null;
}

export interface ConnectionStep {
  readonly name: string;
  readonly ok: boolean;
  /** What was seen, or what to do. */
  readonly detail: string;
}

/** Sets levers. Every call is a person's. */
export interface ControlCapability {
  /** Resolves with the value read back, or refuses. */
  setLever(lever: LeverId, value: number): Promise<Result<number>>;
}

/** The beans that come into the drum; null where nobody measured it. */
export interface BatchBeans {
  readonly greenG: number | null;
  /** Percent of wet mass. */
  readonly moisturePct: number | null;
  readonly densityGPerL: number | null;
  /** As it is traded: `16+`, `15/16`, or empty. */
  readonly screenSize: string;
}

/** Beans in, beans out, by software. */
export interface BatchCapability {
  /** Beans in; absent: nothing is known of them. */
  charge(beans?: BatchBeans): void;
  drop(): void;
  /** Takes back the last charge or drop, as if it had not happened. */
  undo(kind: 'charge' | 'drop'): void;
}
