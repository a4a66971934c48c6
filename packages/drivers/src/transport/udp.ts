import { createSocket, type Socket } from 'node:dgram';
import type { ArtisanError } from '@artisan-ts/domain';
import type { Connection, Transport } from '@artisan-ts/runtime';
import { addressText, type NetAddress } from '#transport/address.ts';
import { ConnectionEnd } from '#transport/connection-end.ts';
import { socketLostFault, socketOpenFault } from '#transport/socket-fault.ts';

/** Datagrams to and from one device. There is no connection: whether it is there, only its answers tell. */
export function udpTransport(address: NetAddress): Transport {
  const description = `${addressText(address)} (UDP)`;
  return {
    description,
    open: async (signal) => {
      signal.throwIfAborted();
      return new UdpConnection(await connect(address, description, signal), description);
    },
  };
}

function connect(
  { host, port }: NetAddress,
  description: string,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', (error) => {
      socket.close();
      reject(socketOpenFault(description, error));
    });
    socket.connect(port, host, () => {
      socket.removeAllListeners('error');
      if (!signal.aborted) return resolve(socket);
      socket.close();
      reject(signal.reason);
    });
  });
}

class UdpConnection implements Connection {
  readonly #socket: Socket;
  readonly #description: string;
  #heard: ((bytes: Uint8Array) => void) | null = null;
  readonly #end = new ConnectionEnd();

  constructor(socket: Socket, description: string) {
    this.#socket = socket;
    this.#description = description;
    // A host that says that nobody listens is a device that is switched off.
    socket.on('error', (error) => this.#finish(socketLostFault(description, error)));
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#end.isOver) return reject(socketLostFault(this.#description, null));
      this.#socket.send(bytes, (error) => {
        if (error) reject(socketLostFault(this.#description, error));
        else resolve();
      });
    });
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    if (this.#heard === null) this.#socket.on('message', (bytes) => this.#heard?.(bytes));
    this.#heard = listener;
  }

  onClose(listener: (fault: ArtisanError | null) => void): void {
    this.#end.onClose(listener);
  }

  async close(): Promise<void> {
    this.#finish(null);
  }

  #finish(fault: ArtisanError | null): void {
    if (this.#end.finish(fault)) this.#socket.close();
  }
}
