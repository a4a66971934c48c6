import { createServer, type Server, type Socket } from 'node:net';
import type { Connection } from '@artisan-ts/runtime';

/** A socket as a connection, for a simulator that stands behind one. */
export function socketConnection(socket: Socket): Connection {
  socket.on('error', () => socket.destroy());
  return {
    write: async (bytes) => void socket.write(bytes),
    onData: (listener) => void socket.on('data', listener),
    onClose: (listener) => void socket.on('close', () => listener(null)),
    close: async () => void socket.destroy(),
  };
}

/** A server on this computer with a simulator behind each connection; `port` where it listens. */
export async function listenWith(
  simulate: (far: Connection) => void,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => simulate(socketConnection(socket)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return { server, port: address.port };
}
