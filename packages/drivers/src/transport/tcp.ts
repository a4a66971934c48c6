import { createConnection, type Socket } from 'node:net';
import { ArtisanError } from '@artisan-ts/domain';
import type { Connection, Transport } from '@artisan-ts/runtime';
import { addressText, type NetAddress } from '#transport/address.ts';
import { ConnectionEnd } from '#transport/connection-end.ts';
import { socketLostFault, socketOpenFault } from '#transport/socket-fault.ts';

/** So long the network may take to connect; the system itself would wait for minutes. */
const connectMs = 5_000;

/** A TCP connection to a device. */
export function tcpTransport(address: NetAddress): Transport {
  const description = addressText(address);
  return {
    description,
    open: async (signal) => {
      signal.throwIfAborted();
      return new TcpConnection(await connect(address, description, signal), description);
    },
  };
}

function connect(
  { host, port }: NetAddress,
  description: string,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host, port, noDelay: true });
    const fail = (reason: unknown): void => {
      signal.removeEventListener('abort', abort);
      socket.destroy();
      reject(reason);
    };
    const abort = (): void => fail(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    socket.setTimeout(connectMs, () => {
      const said = `nothing answered within ${connectMs / 1000} s`;
      fail(
        new ArtisanError(
          'driver.port-missing',
          `connecting to ${description}: ${said}; is it on, and is the address right?`,
        ),
      );
    });
    socket.once('error', (error) => fail(socketOpenFault(description, error)));
    socket.once('connect', () => {
      signal.removeEventListener('abort', abort);
      socket.setTimeout(0);
      socket.removeAllListeners('error');
      socket.removeAllListeners('timeout');
      resolve(socket);
    });
  });
}

/** An open socket. An end that we did not ask for is a lost device. */
class TcpConnection implements Connection {
  readonly #socket: Socket;
  readonly #description: string;
  #heard: ((bytes: Uint8Array) => void) | null = null;
  readonly #end = new ConnectionEnd();

  constructor(socket: Socket, description: string) {
    this.#socket = socket;
    this.#description = description;
    socket.on('error', (error) => this.#end.finish(socketLostFault(description, error)));
    socket.on('close', () => this.#end.finish(socketLostFault(description, null)));
    socket.on('end', () => this.#end.finish(socketLostFault(description, null)));
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.write(bytes, (error) => {
        if (error) reject(socketLostFault(this.#description, error));
        else resolve();
      });
    });
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    if (this.#heard === null) this.#socket.on('data', (bytes: Uint8Array) => this.#heard?.(bytes));
    this.#heard = listener;
  }

  onClose(listener: (fault: ArtisanError | null) => void): void {
    this.#end.onClose(listener);
  }

  async close(): Promise<void> {
    this.#end.finish(null);
    this.#socket.destroy();
  }
}
