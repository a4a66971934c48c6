import { EventEmitter } from 'node:events';
import type { BrokerClient } from '../../apps/station/src/bridge/broker-client.ts';

/** The other end of a client's connection. */
export interface BrokerEnd {
  /** Resolves with the PUBACK. */
  publish(client: CampaignClient, topic: string, bytes: Buffer): Promise<void>;
  left(client: CampaignClient): void;
}

/** One connection of a sender to the broker of the campaign, as the library tells of it. */
export class CampaignClient extends EventEmitter implements BrokerClient {
  connected = false;
  readonly topics = new Set<string>();
  readonly #end: BrokerEnd;
  readonly #waiting = new Set<(error: Error) => void>();
  #isOver = false;

  constructor(end: BrokerEnd) {
    super();
    this.#end = end;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  accepted(): void {
    if (this.#isOver) return;
    this.connected = true;
    this.emit('connect');
  }

  /** The connection is gone: whoever waits for a PUBACK is told. */
  cut(why: string | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.connected = false;
    this.#end.left(this);
    if (why !== null) this.emit('error', new Error(why));
    for (const reject of this.#waiting) reject(new Error(why ?? 'the connection was closed'));
    this.emit('close');
  }

  heard(topic: string, bytes: Buffer): void {
    if (this.connected && this.topics.has(topic)) this.emit('message', topic, bytes);
  }

  async subscribeAsync(topic: string): Promise<void> {
    this.topics.add(topic);
  }

  publishAsync(topic: string, bytes: Buffer): Promise<void> {
    if (!this.connected) return Promise.reject(new Error('not connected'));
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      this.#end.publish(this, topic, bytes).then(() => {
        this.#waiting.delete(reject);
        resolve();
      });
    });
  }

  end(): void {
    this.cut(null);
  }

  async endAsync(): Promise<void> {
    this.cut(null);
  }
}
