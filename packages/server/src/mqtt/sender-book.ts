import { timingSafeEqual } from 'node:crypto';
import type { BrokerConfig } from '@artisan-ts/contracts';
import type { Station } from '@artisan-ts/runtime';
import type { Client } from 'aedes';

type EmbeddedConfig = Extract<BrokerConfig, { readonly kind: 'embedded' }>;
type People = Pick<Station['people'], 'callerOf' | 'nameOf'>;

/** Whoever is connected, and for which machines they speak. */
export interface Sender {
  /** What the station calls it; null: it said the words that all senders share, or none were asked for. */
  readonly name: string | null;
  /** Whether a topic is about a machine that it speaks for: a device has one, who said the shared words any. */
  speaksFor(topic: string): boolean;
  /** Its token, or whatever let it in, still does. */
  isWelcome(): boolean;
}

/** Who is connected to the broker: with the token of a device, or as the configuration lets everybody in. */
export class SenderBook {
  readonly #config: EmbeddedConfig;
  readonly #people: People;
  readonly #connected = new Map<Client, Sender>();

  constructor(config: EmbeddedConfig, people: People) {
    this.#config = config;
    this.#people = people;
  }

  /** Whether somebody may come in. The token of a device stands in the place of the password. */
  greet(client: Client, username: string | undefined, password: Buffer | undefined): boolean {
    const sender = this.#device(password) ?? this.#anybody(username, password);
    if (sender !== null) this.#connected.set(client, sender);
    return sender !== null;
  }

  /** Whoever that is; null: nobody who was let in. */
  of(client: Client): Sender | null {
    return this.#connected.get(client) ?? null;
  }

  forget(client: Client): void {
    this.#connected.delete(client);
  }

  /** Ends the connections of those whose token opens nothing any more. */
  sendAwayWhoIsRevoked(): void {
    for (const [client, sender] of this.#connected) if (!sender.isWelcome()) client.close();
  }

  #device(password: Buffer | undefined): Sender | null {
    const token = password?.toString('utf8') ?? '';
    const caller = this.#people.callerOf(token);
    const machineId = caller?.machineId;
    if (caller === null || machineId === undefined) return null;
    return {
      name: this.#people.nameOf(caller.actor.id),
      // Asked with each word, so that a token that ended speaks no more and one in use is seen to be.
      speaksFor: (topic) =>
        topic.split('/')[3] === machineId && this.#people.callerOf(token) !== null,
      isWelcome: () => this.#people.callerOf(token, 'goes-on') !== null,
    };
  }

  #anybody(username: string | undefined, password: Buffer | undefined): Sender | null {
    const { credentials } = this.#config;
    const isLetIn =
      credentials === undefined ||
      (username === credentials.username && isSame(password, Buffer.from(credentials.password)));
    return isLetIn ? { name: null, speaksFor: () => true, isWelcome: () => true } : null;
  }
}

function isSame(password: Buffer | undefined, wanted: Buffer): boolean {
  return password?.length === wanted.length && timingSafeEqual(password, wanted);
}
