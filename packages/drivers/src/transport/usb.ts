import { ArtisanError } from '@artisan-ts/domain';
import type { Connection, Transport } from '@artisan-ts/runtime';
import { ConnectionEnd } from '#transport/connection-end.ts';
import { addressHex, type UsbAddress } from '#transport/usb-address.ts';
import { usbFault, usbLoadFault, usbLostFault } from '#transport/usb-fault.ts';

interface UsbEndpoint {
  readonly endpointNumber: number;
  readonly direction: 'in' | 'out';
  readonly packetSize: number;
}

/** What is used of a device; one of the library `usb` is one. */
export interface UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string | null | undefined;
  readonly configuration?:
    | {
        readonly configurationValue: number;
        readonly interfaces: readonly {
          readonly interfaceNumber: number;
          readonly alternate: { readonly endpoints: readonly UsbEndpoint[] };
        }[];
      }
    | null
    | undefined;
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(value: number): Promise<void>;
  detachKernelDriver?(interfaceNumber: number): Promise<void>;
  claimInterface(interfaceNumber: number): Promise<void>;
  transferIn(
    endpoint: number,
    length: number,
    timeoutMs?: number,
  ): Promise<{ readonly data?: DataView | undefined }>;
  transferOut(endpoint: number, data: Uint8Array): Promise<unknown>;
}

/** The devices that are plugged in. */
export type UsbDevices = () => Promise<readonly UsbDevice[]>;

/** So long one reading of the cable waits; then the next one begins, until the connection is closed. */
const listenMs = 500;

/**
 * A USB device as a pipe of transfers: each that comes is handed over as it is, each write is one transfer. The
 * library, native code, is loaded at the first opening; `devices` stands for it in tests.
 */
export function usbTransport(address: UsbAddress, devices: UsbDevices = pluggedIn): Transport {
  const { name } = address;
  return {
    description: `${name} (USB)`,
    open: async (signal) => {
      signal.throwIfAborted();
      const device = await find(address, devices);
      signal.throwIfAborted();
      try {
        await device.open();
        if (device.configuration?.configurationValue !== address.configuration) {
          await device.selectConfiguration(address.configuration);
        }
        // Only Linux has a driver of its own in the way, and not always.
        await device.detachKernelDriver?.(address.interface).catch(() => undefined);
        await device.claimInterface(address.interface);
      } catch (error) {
        await device.close().catch(() => undefined);
        throw usbFault(address, error);
      }
      const connection = new UsbConnection(device, address);
      if (!signal.aborted) return connection;
      await connection.close();
      throw signal.reason;
    },
  };
}

async function pluggedIn(): Promise<readonly UsbDevice[]> {
  try {
    const { usb } = await import('usb');
    // Its types leave out what it takes over from WebUSB, and the time-outs that it adds to that.
    return (await usb.getDevices()) as unknown as readonly UsbDevice[];
  } catch (error) {
    throw usbLoadFault(error);
  }
}

async function find(address: UsbAddress, devices: UsbDevices): Promise<UsbDevice> {
  const { name, vendorId, productIds, serial } = address;
  const all = await devices();
  const known = all.filter(
    (device) => device.vendorId === vendorId && productIds.includes(device.productId),
  );
  const found = known.find(({ serialNumber }) => serial === null || serialNumber === serial);
  if (found !== undefined) return found;
  const which = known.length > 0 ? ` with the serial number ${serial}` : '';
  const others = known.map(({ serialNumber }) => serialNumber).join(', ');
  const advice = known.length > 0 ? `there is ${others}` : 'is it on, and the cable plugged in?';
  throw new ArtisanError(
    'driver.port-missing',
    `no ${name}${which} is connected by USB (${addressHex(address)}): ${advice}`,
  );
}

class UsbConnection implements Connection {
  readonly #device: UsbDevice;
  readonly #address: UsbAddress;
  readonly #input: UsbEndpoint;
  readonly #output: UsbEndpoint | null;
  readonly #end = new ConnectionEnd();
  #heard: ((bytes: Uint8Array) => void) | null = null;

  constructor(device: UsbDevice, address: UsbAddress) {
    this.#device = device;
    this.#address = address;
    const part = device.configuration?.interfaces.find(
      ({ interfaceNumber }) => interfaceNumber === address.interface,
    );
    const endpoints = part?.alternate.endpoints ?? [];
    const input = endpoints.find(({ direction }) => direction === 'in');
    if (input === undefined) {
      throw usbFault(address, new Error(`its interface ${address.interface} has nothing to read`));
    }
    this.#input = input;
    this.#output = endpoints.find(({ direction }) => direction === 'out') ?? null;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#end.isOver || this.#output === null) throw usbLostFault(this.#address, null);
    try {
      await this.#device.transferOut(this.#output.endpointNumber, bytes);
    } catch (error) {
      throw usbLostFault(this.#address, error);
    }
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    const isFirst = this.#heard === null;
    this.#heard = listener;
    if (isFirst) void this.#listen();
  }

  onClose(listener: (fault: ArtisanError | null) => void): void {
    this.#end.onClose(listener);
  }

  async close(): Promise<void> {
    this.#end.finish(null);
    // A device that cannot be closed any more is gone, which is what was asked for.
    await this.#device.close().catch(() => undefined);
  }

  async #listen(): Promise<void> {
    const { endpointNumber, packetSize } = this.#input;
    while (!this.#end.isOver) {
      try {
        const { data } = await this.#device.transferIn(endpointNumber, packetSize, listenMs);
        if (data !== undefined && data.byteLength > 0 && !this.#end.isOver) {
          this.#heard?.(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
        }
      } catch (error) {
        if (isTimeout(error)) continue;
        this.#end.finish(usbLostFault(this.#address, error));
      }
    }
  }
}

/** Nothing came in time: a transfer that was taken back. */
function isTimeout(error: unknown): boolean {
  return /tim(e|ed)[ -]?out|cancell?ed/i.test(error instanceof Error ? error.message : '');
}
