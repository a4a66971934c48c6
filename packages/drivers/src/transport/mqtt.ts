import { readFile } from 'node:fs/promises';
import { ArtisanError } from '@artisan-ts/domain';
import type { Connection, Transport } from '@artisan-ts/runtime';
import type { IClientOptions, MqttClient } from 'mqtt';
import { ConnectionEnd } from '#transport/connection-end.ts';
import { encodeTopicMessage } from '#transport/topic-message.ts';

/** A broker, and what is listened to there. */
export interface MqttAddress {
  /** `mqtt://192.168.0.7:1883`. */
  readonly url: string;
  readonly filters: readonly string[];
  readonly qos: 0 | 1;
  readonly user: string | null;
  /** Its first line is the password. */
  readonly passwordFile: string | null;
  /** PEM. */
  readonly caFile: string | null;
}

/** So long a broker may take to answer. */
const connectMs = 5_000;
/** A broker that is gone without a word is found within one and a half of it. */
const keepaliveS = 8;
/** What a broker answers to a subscription that it refuses. */
const subscriptionRefused = 128;

/**
 * Subscriptions at a broker as a byte pipe of lines, one message each. Nothing can be published over it. The library is
 * loaded at the first opening.
 */
export function mqttTransport(address: MqttAddress): Transport {
  return {
    description: address.url,
    open: async (signal) => {
      signal.throwIfAborted();
      const { connect } = await import('mqtt');
      const options = await optionsOf(address);
      signal.throwIfAborted();
      const connection = new MqttConnection(connect(address.url, options), address.url);
      try {
        await connection.subscribe(address, signal);
        return connection;
      } catch (fault) {
        await connection.close();
        throw fault;
      }
    },
  };
}

async function optionsOf({ user, passwordFile, caFile }: MqttAddress): Promise<IClientOptions> {
  const [password] = passwordFile === null ? [] : (await fileOf(passwordFile)).split(/\r?\n/);
  return {
    protocolVersion: 4,
    clean: true,
    reconnectPeriod: 0,
    connectTimeout: connectMs,
    keepalive: keepaliveS,
    ...(user !== null && { username: user }),
    ...(password !== undefined && { password }),
    ...(caFile !== null && { ca: await fileOf(caFile) }),
  };
}

async function fileOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new ArtisanError('driver.port-denied', `${path} cannot be read: ${saidBy(error)}`, {
      cause: error,
    });
  }
}

class MqttConnection implements Connection {
  readonly #client: MqttClient;
  readonly #url: string;
  readonly #end = new ConnectionEnd();
  #heard: ((bytes: Uint8Array) => void) | null = null;
  /** What came before somebody listened: a broker hands over what it kept at once. */
  #early: Uint8Array[] = [];
  #lastFault: unknown = null;

  constructor(client: MqttClient, url: string) {
    this.#client = client;
    this.#url = url;
    client.on('error', (error) => {
      this.#lastFault = error;
    });
    client.on('close', () => this.#end.finish(this.#lost()));
    client.on('message', (topic, payload, packet) => {
      const text = new TextDecoder().decode(payload);
      this.#hear(encodeTopicMessage({ topic, isRetained: packet.retain, payload: text }));
    });
  }

  async subscribe({ filters, qos }: MqttAddress, signal: AbortSignal): Promise<void> {
    let abort = (): void => undefined;
    await new Promise<void>((resolve, reject) => {
      abort = () => reject(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      this.#client.once('connect', () => resolve());
      this.#client.once('close', () => reject(openFault(this.#url, this.#lastFault)));
    }).finally(() => signal.removeEventListener('abort', abort));
    const granted = await this.#client.subscribeAsync([...filters], { qos }).catch((error) => {
      throw openFault(this.#url, error);
    });
    const refused = granted.find((one) => one.qos === subscriptionRefused);
    if (refused === undefined) return;
    throw new ArtisanError(
      'driver.refused',
      `${this.#url} does not let this user listen to ${refused.topic}`,
    );
  }

  #hear(bytes: Uint8Array): void {
    if (this.#heard === null) this.#early.push(bytes);
    else this.#heard(bytes);
  }

  async write(): Promise<void> {
    throw new ArtisanError('driver.refused', `${this.#url}: nothing is published here`);
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#heard = listener;
    for (const bytes of this.#early.splice(0)) listener(bytes);
  }

  onClose(listener: (fault: ArtisanError | null) => void): void {
    this.#end.onClose(listener);
  }

  async close(): Promise<void> {
    this.#end.finish(null);
    this.#client.end(true);
  }

  #lost(): ArtisanError {
    const said = this.#lastFault === null ? 'the broker closed it' : saidBy(this.#lastFault);
    return new ArtisanError('driver.lost', `${this.#url} went away: ${said}`);
  }
}

/** Codes of CONNACK in MQTT 3.1.1: user or password wrong, and not allowed. */
const denied: readonly unknown[] = [4, 5];

function openFault(url: string, error: unknown): ArtisanError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const isDenied = denied.includes(code);
  const advice = isDenied
    ? 'check user and the file with the password'
    : 'is the broker on, in the same network, and are port, user and certificate right?';
  const said = error === null ? 'it closed the connection' : saidBy(error);
  return new ArtisanError(
    isDenied ? 'driver.port-denied' : 'driver.port-missing',
    `connecting to ${url}: ${said}; ${advice}`,
    { cause: error },
  );
}

function saidBy(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
