import type { ArtisanError } from '@artisan-ts/domain';

/** A way to a device that can be opened again after it was lost: a serial port, a socket, a fake. */
export interface Transport {
  /** What a person would call it: `/dev/ttyUSB0`. */
  readonly description: string;
  /** @throws ArtisanError `driver.port-missing`, `driver.port-busy`, `driver.port-denied`, `driver.lost` */
  open(signal: AbortSignal): Promise<Connection>;
}

/** An open byte pipe. Chunks arrive with no regard to frames. */
export interface Connection {
  /** @throws ArtisanError `driver.lost` when the far end is gone */
  write(bytes: Uint8Array): Promise<void>;
  /** One listener each; a later call replaces the earlier. */
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Called once, with null after our own `close`. */
  onClose(listener: (fault: ArtisanError | null) => void): void;
  close(): Promise<void>;
}
