import type { Connection, Transport } from '@artisan-ts/runtime';
import type { LineBench } from '#conformance/driver-bench.ts';
import { RecordingTransport } from '#conformance/recording-transport.ts';

/** What any simulator can be told. */
export interface SimulatedDevice {
  mute(): void;
  garbleNext(): void;
  delayNext(): void;
}

/** A port of the test kit, as far as a bench spoils it. */
interface SpoiltPort extends Transport {
  readonly line: { readonly toNear: { cutAfterBytes: number | null } } | null;
  refuse(code: 'driver.port-missing'): void;
  plug(): void;
}

/** The simulated device at the far end of a line, a new one for each opening; mute stays mute. */
export class DeviceAtLine<Device extends SimulatedDevice> {
  readonly #attach: (far: Connection) => Device;
  #device: Device | null = null;
  #isMute = false;

  constructor(attach: (far: Connection) => Device) {
    this.#attach = attach;
  }

  /** The one that is there now. */
  get present(): Device {
    if (this.#device === null) throw new Error('the port was never opened');
    return this.#device;
  }

  onOpen(far: Connection): void {
    this.#device = this.#attach(far);
    if (this.#isMute) this.#device.mute();
  }

  mute(): void {
    this.#isMute = true;
    this.#device?.mute();
  }
}

/**
 * A line to it that can be spoilt in every way that the conformance suite knows. `mayAsk`: all that may ever be sent; null
 * for a device that speaks by itself.
 */
export function simulatedLine(
  port: SpoiltPort,
  device: DeviceAtLine<SimulatedDevice>,
  mayAsk: ((written: Uint8Array) => boolean) | null,
): LineBench {
  return {
    transport: new RecordingTransport(port),
    unplugAfterBytes: (bytes) => {
      port.refuse('driver.port-missing');
      if (port.line !== null) port.line.toNear.cutAfterBytes = bytes;
    },
    plug: () => port.plug(),
    silence: () => device.mute(),
    garbleNext: () => device.present.garbleNext(),
    delayNext: () => device.present.delayNext(),
    isAsked: mayAsk !== null,
    mayRead: (written) => mayAsk?.(written) ?? false,
    mayTest: (written) => mayAsk?.(written) ?? false,
  };
}
