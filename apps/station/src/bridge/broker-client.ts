import type { IClientOptions } from 'mqtt';

/** What a bridge uses of a connection to a broker; a client of the library `mqtt` is one. */
export interface BrokerClient {
  readonly connected: boolean;
  on(event: 'error', heard: (error: Error) => void): unknown;
  on(event: 'close', heard: () => void): unknown;
  on(event: 'message', heard: (topic: string, bytes: Buffer) => void): unknown;
  once(event: 'connect', heard: () => void): unknown;
  subscribeAsync(topic: string, options: { readonly qos: 0 | 1 }): Promise<unknown>;
  /** Resolves with the broker's PUBACK; rejects when the connection ends before. */
  publishAsync(topic: string, bytes: Buffer, options: { readonly qos: 0 | 1 }): Promise<unknown>;
  end(force: boolean): unknown;
  endAsync(force: boolean): Promise<unknown>;
}

/** Begins to connect; `connect`, or `error` and `close`, follow. */
export type ConnectToBroker = (url: string, options: IClientOptions) => BrokerClient;
