import type { Clock, Device, DeviceDescription } from '@artisan-ts/runtime';
import type { RecordingTransport } from '#conformance/recording-transport.ts';

/** Virtual time, as the test kit has it. */
export interface VirtualClock extends Clock {
  advance(ms: number): Promise<void>;
  /** Sleeps that are going on. */
  readonly sleeping: number;
}

/** A device on virtual time, ready to run, that has samples for a minute at least. */
export interface DriverBench {
  readonly clock: VirtualClock;
  readonly device: Device;
  readonly description: DeviceDescription;
  /** For a device at the end of a line; null for one inside the program. */
  readonly line: LineBench | null;
}

/** The line of a device, and all that can go wrong with it. */
export interface LineBench {
  readonly transport: RecordingTransport;
  /** Pulls the cable after this many more bytes from the device. */
  unplugAfterBytes(bytes: number): void;
  plug(): void;
  /** The device says nothing more, whatever it is asked. */
  silence(): void;
  /** The next answer is garbage. */
  garbleNext(): void;
  /** The next answer takes longer than its time-out and arrives before the next reading is due. */
  delayNext(): void;
  /** Whether the device answers questions; one that speaks by itself is never written to. */
  readonly isAsked: boolean;
  /** Whether this may be sent while reading; said here once more, apart from the driver. */
  mayRead(written: Uint8Array): boolean;
  /** Whether this may be sent in a connection test. */
  mayTest(written: Uint8Array): boolean;
}

/** A bench of a device at the end of a line. */
export type LineDriverBench = DriverBench & { readonly line: LineBench };
