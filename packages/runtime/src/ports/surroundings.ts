import type { LocalNetworkDto, SerialPortList } from '@artisan-ts/contracts';

/** What is around the computer of the station. It is looked at only when a person asks. */
export interface Surroundings {
  /** The serial ports, from the lists of the system. None is opened. */
  serialPorts(): Promise<SerialPortList>;
  /** The networks that the computer stands in; only IPv4. */
  networks(): readonly LocalNetworkDto[];
  /** Whether something accepts a TCP connection there within `timeoutMs`. Nothing is sent; the connection is ended at once. */
  accepts(
    address: { readonly host: string; readonly port: number },
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<boolean>;
}
