import { ArtisanError, invariant } from '@artisan-ts/domain';
import type { Connection, Transport } from '@artisan-ts/runtime';

declare const onlyQueries: unique symbol;

/**
 * A transport over which nothing can be written but the queries of a device. The only kind that a conversation takes;
 * {@link queriesOnly} is the only way to make one, so that no driver can reach a machine past its allow-list.
 */
export interface QueryTransport extends Transport {
  readonly [onlyQueries]: true;
}

/**
 * The same transport, narrowed to what `mayAsk` accepts, one write at a time and byte for byte. Anything else is a
 * defect of this program: it is never sent, and the run ends.
 */
export function queriesOnly(
  transport: Transport,
  mayAsk: (bytes: Uint8Array) => boolean,
): QueryTransport {
  const narrowed: Transport = {
    description: transport.description,
    open: async (signal) => narrow(await transport.open(signal), transport.description, mayAsk),
  };
  return narrowed as QueryTransport;
}

function narrow(
  connection: Connection,
  to: string,
  mayAsk: (bytes: Uint8Array) => boolean,
): Connection {
  return {
    write: async (bytes) => {
      invariant(mayAsk(bytes), `${bytes.length} bytes to ${to} are no query: ${hexOf(bytes)}`);
      await connection.write(bytes);
    },
    onData: (listener) => connection.onData(listener),
    onClose: (listener) => connection.onClose(listener),
    close: () => connection.close(),
  };
}

const shownBytesMax = 32;

function hexOf(bytes: Uint8Array): string {
  const shown = [...bytes.subarray(0, shownBytesMax)];
  return shown.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** Opens, or gives null when told to stop meanwhile. */
export async function openUnlessAborted(
  transport: Transport,
  signal: AbortSignal,
): Promise<Connection | null> {
  try {
    const connection = await transport.open(signal);
    if (!signal.aborted) return connection;
    await connection.close();
    return null;
  } catch (fault) {
    // Being told to stop while the port was opening is an end like any other.
    if (signal.aborted) return null;
    throw fault;
  }
}

/** What a connection that we closed ourselves ends with. */
export function closedHere(): ArtisanError {
  return new ArtisanError('driver.lost', 'the connection was closed from this side');
}
