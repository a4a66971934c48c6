import { ArtisanError } from '@artisan-ts/domain';
import type { Connection, Transport } from '@artisan-ts/runtime';
import { ConnectionEnd } from '#transport/connection-end.ts';

/** So long a machine may take to open a WebSocket. */
const connectMs = 5_000;
const newline = 0x0a;
const blank = 0x20;
/** Larger messages are no readings. */
const spreadBytesMax = 65_536;

/**
 * A WebSocket as a byte pipe of lines: each message that comes ends with a line feed, and each line that is written goes
 * out as one text message.
 */
export function webSocketTransport(url: string): Transport {
  return {
    description: url,
    open: async (signal) => {
      signal.throwIfAborted();
      return new WebSocketConnection(await connect(url, signal), url);
    },
  };
}

function connect(url: string, signal: AbortSignal): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.onopen = null;
      socket.onerror = null;
      socket.onclose = null;
      act();
    };
    const fail = (reason: unknown): void =>
      settle(() => {
        socket.close();
        reject(reason);
      });
    const abort = (): void => fail(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const missing = (): void => fail(missingFault(url));
    const timer = setTimeout(missing, connectMs);
    socket.onopen = () => settle(() => resolve(socket));
    socket.onerror = missing;
    socket.onclose = missing;
  });
}

/** The system tells a WebSocket's owner nothing about why. */
function missingFault(url: string): ArtisanError {
  return new ArtisanError(
    'driver.port-missing',
    `connecting to ${url} failed: is the machine on, in the same network, and are port and path right?`,
  );
}

class WebSocketConnection implements Connection {
  readonly #socket: WebSocket;
  readonly #url: string;
  #heard: ((bytes: Uint8Array) => void) | null = null;
  readonly #end = new ConnectionEnd();

  constructor(socket: WebSocket, url: string) {
    this.#socket = socket;
    this.#url = url;
    socket.onclose = ({ code, reason }) => this.#end.finish(this.#lost(`${code} ${reason}`.trim()));
    socket.onmessage = ({ data }) => this.#heard?.(lineOf(data));
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#socket.readyState !== WebSocket.OPEN) throw this.#lost('it is closed');
    this.#socket.send(new TextDecoder().decode(bytes).replace(/\n$/, ''));
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#heard = listener;
  }

  onClose(listener: (fault: ArtisanError | null) => void): void {
    this.#end.onClose(listener);
  }

  async close(): Promise<void> {
    this.#end.finish(null);
    this.#socket.close();
  }

  #lost(why: string): ArtisanError {
    return new ArtisanError('driver.lost', `${this.#url} went away: ${why}`);
  }
}

function lineOf(data: unknown): Uint8Array {
  const bytes =
    data instanceof ArrayBuffer ? new Uint8Array(data) : new TextEncoder().encode(String(data));
  const line = new Uint8Array(bytes.length + 1);
  line.set(isSpreadJson(bytes) ? bytes.map(onOneLine) : bytes);
  line[bytes.length] = newline;
  return line;
}

/** Some machines spread one JSON value over several lines. Between its parts a line feed is a blank; in its texts none can be. */
function isSpreadJson(bytes: Uint8Array): boolean {
  if (bytes.length > spreadBytesMax || !bytes.includes(newline)) return false;
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return true;
  } catch {
    // Lines of something else, as they are.
    return false;
  }
}

function onOneLine(byte: number): number {
  return byte === newline ? blank : byte;
}
