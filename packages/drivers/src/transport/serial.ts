import type { ArtisanError } from '@artisan-ts/domain';
import type { Connection, Transport } from '@artisan-ts/runtime';
import type { SerialPort } from 'serialport';
import { ConnectionEnd } from '#transport/connection-end.ts';
import { lostFault, openFault } from '#transport/serial-fault.ts';
import type { SerialLine } from '#transport/serial-line.ts';

/**
 * A serial port, no flow control, for us alone while it is open.
 *
 * Opening raises DTR, which restarts most Arduino boards once. Closing leaves DTR as it is (`hupcl` off), so that
 * making the connection anew in mid-roast does not restart the board again.
 *
 * serialport is loaded at the first opening: a station without serial devices never loads native code.
 */
export function serialTransport(path: string, line: SerialLine): Transport {
  return {
    description: path,
    open: async (signal) => {
      signal.throwIfAborted();
      const { SerialPort } = await import('serialport');
      signal.throwIfAborted();
      return new SerialConnection(await openPort(SerialPort, path, line, signal));
    },
  };
}

function openPort(
  Port: typeof SerialPort,
  path: string,
  line: SerialLine,
  signal: AbortSignal,
): Promise<SerialPort> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const { baud: baudRate, dataBits, parity, stopBits } = line;
    const frame = { baudRate, dataBits, parity, stopBits };
    const port = new Port({ path, ...frame, hupcl: false, autoOpen: false });
    port.open((error) => {
      signal.removeEventListener('abort', abort);
      if (error !== null) reject(openFault(path, error));
      // The system cannot be interrupted while it opens; what it hands over too late is given back.
      else if (signal.aborted) port.close(() => undefined);
      else resolve(port);
    });
  });
}

/** An open port. A close that we did not ask for is an unplug. */
class SerialConnection implements Connection {
  readonly #port: SerialPort;
  #heard: ((bytes: Uint8Array) => void) | null = null;
  readonly #end = new ConnectionEnd();

  constructor(port: SerialPort) {
    this.#port = port;
    // Which of these comes first when a cable is pulled depends on the system.
    port.on('close', (error: Error | null) => this.#end.finish(lostFault(port.path, error)));
    port.on('error', (error: Error) => this.#end.finish(lostFault(port.path, error)));
    port.on('end', () => this.#end.finish(lostFault(port.path, null)));
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      // A write to a closed port would wait for an opening that never comes.
      if (this.#end.isOver) return reject(lostFault(this.#port.path, this.#end.fault));
      this.#port.write(bytes, (error) => {
        if (error) reject(lostFault(this.#port.path, error));
        else resolve();
      });
    });
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    if (this.#heard === null) this.#port.on('data', (bytes: Uint8Array) => this.#heard?.(bytes));
    this.#heard = listener;
  }

  onClose(listener: (fault: ArtisanError | null) => void): void {
    this.#end.onClose(listener);
  }

  async close(): Promise<void> {
    this.#end.finish(null);
    if (!this.#port.isOpen) return;
    // A port that cannot be closed any more is gone, which is what was asked for.
    await new Promise<void>((resolve) => this.#port.close(() => resolve()));
  }
}
