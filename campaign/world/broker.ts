import { type AckBody, ackTopic } from '@artisan-ts/contracts';
import type { DurationMs, RandomStream } from '@artisan-ts/domain';
import type { Delivery, Remote } from '@artisan-ts/runtime';
import type { SimulatedClock } from '@artisan-ts/testkit';
import { openEnvelope, sealEnvelope } from '../../packages/server/src/index.ts';
import { type BrokerEnd, CampaignClient } from './broker-client.ts';
import type { Life } from './computer.ts';

/** How the network and the broker are. */
export type BrokerState =
  | 'up'
  | 'down'
  /** Connections stand, and nothing passes. */
  | 'half open';

const travelMs = 5;
/** A client that hears nothing pings, and gives up after one and a half of its intervals of 5 s. */
const keepAliveMs = 7500;
/** A connection that is not accepted within it is given up by the client. */
const connectMs = 10_000;
/** What a broker hands out before it wants an answer; Mosquitto's default. */
const underWayMax = 20;
/** A subscriber that had no room comes back after it. */
const comeBackMs = 2000;

/** A publication on its way to the station. */
export interface Message {
  readonly topic: string;
  readonly bytes: Buffer;
  /** It is no envelope that a station can use. */
  readonly isBroken: boolean;
}

/** What the way does to messages while it lasts. */
export interface Way {
  /** How often each comes. */
  copies: number;
  /** Each copy is late by up to so much, on its own. */
  spreadMs: number;
  /** The broker's PUBACK is late by so much. */
  pubackMs: number;
  /** The station's acknowledgements do not arrive. */
  losesAcks: boolean;
}

const goodWay: Readonly<Way> = { copies: 1, spreadMs: 0, pubackMs: 0, losesAcks: false };

/**
 * A broker in memory, in virtual time: the wire between bridges and the station. An embedded one lives and dies with the station and
 * answers when the station has it; one beside it answers at once and keeps what the station has not taken.
 */
export class Broker implements BrokerEnd {
  readonly kind: 'embedded' | 'external';
  readonly way: Way = { ...goodWay };
  readonly #clock: SimulatedClock;
  readonly #chance: RandomStream;
  readonly #received: (message: Message) => void;
  readonly #acked: (ack: AckBody) => void;
  readonly #clients = new Set<CampaignClient>();
  #state: BrokerState = 'up';
  #station: { readonly remote: Remote; readonly life: Life } | null = null;
  /** Publications that an external broker has taken, and whether the station is being given them. */
  #kept: { readonly message: Message; isUnderWay: boolean }[] = [];

  constructor(parts: {
    readonly kind: 'embedded' | 'external';
    readonly clock: SimulatedClock;
    readonly chance: RandomStream;
    /** Called for every message, the moment before the station gets it. */
    readonly received: (message: Message) => void;
    /** The station acknowledges. */
    readonly acked: (ack: AckBody) => void;
  }) {
    this.kind = parts.kind;
    this.#clock = parts.clock;
    this.#chance = parts.chance;
    this.#received = parts.received;
    this.#acked = parts.acked;
  }

  get state(): BrokerState {
    return this.#state;
  }

  /** Publications that wait for the station. */
  get waiting(): number {
    return this.#kept.length;
  }

  set state(state: BrokerState) {
    this.#state = state;
    if (state === 'down') this.#cutAll('the broker is gone');
    if (state === 'half open')
      void this.#later(keepAliveMs, () => {
        if (this.#state === 'half open') this.#cutAll('nothing was heard');
      });
    if (state === 'up') this.#handOut();
  }

  /** The way is good again. */
  mend(): void {
    Object.assign(this.way, goodWay);
  }

  /** It begins anew, and has forgotten what it had taken. */
  restart(): void {
    this.#cutAll('the broker was started again');
    this.#kept = [];
  }

  /** A life of the station listens. */
  attach(remote: Remote, life: Life): void {
    this.#station = { remote, life };
    remote.onAck((ack) => void this.#tellAck(ack, life));
    remote.brokerIs({ kind: this.kind, isUp: true, message: 'The broker of the campaign.' });
    for (const kept of this.#kept) kept.isUnderWay = false;
    this.#handOut();
  }

  /** It does not any more. */
  detach(): void {
    this.#station = null;
    if (this.kind === 'embedded') this.#cutAll('the station is gone');
  }

  connect(): CampaignClient {
    const client = new CampaignClient(this);
    const isThere = (): boolean => this.kind === 'external' || this.#station !== null;
    void this.#later(travelMs, async () => {
      if (this.#state === 'half open') {
        await this.#later(connectMs, () => client.cut('no answer'));
      } else if (this.#state === 'down' || !isThere()) {
        client.cut('connection refused');
      } else {
        this.#clients.add(client);
        client.accepted();
      }
    });
    return client;
  }

  left(client: CampaignClient): void {
    this.#clients.delete(client);
  }

  async publish(client: CampaignClient, topic: string, bytes: Buffer): Promise<void> {
    await this.#pass(travelMs + this.#chance.next() * this.way.spreadMs, client);
    const message = { topic, bytes, isBroken: false };
    if (this.kind === 'external') {
      this.#kept.push({ message, isUnderWay: false });
      this.#handOut();
    } else if ((await this.#give(message)) === 'lost') {
      client.cut('there is no room');
    }
    await this.#pass(travelMs + this.way.pubackMs, client);
  }

  /** Somebody publishes what no station can use. */
  strange(topic: string, bytes: Buffer): void {
    if (this.#state === 'up' && this.#station !== null)
      void this.#give({ topic, bytes, isBroken: true });
  }

  /** The external broker's hand to the station. */
  #handOut(): void {
    if (this.#station === null || this.#state !== 'up') return;
    const free = underWayMax - this.#kept.filter(({ isUnderWay }) => isUnderWay).length;
    const next = this.#kept.filter(({ isUnderWay }) => !isUnderWay).slice(0, Math.max(0, free));
    for (const kept of next) {
      kept.isUnderWay = true;
      void this.#give(kept.message).then(async (delivery) => {
        if (delivery === 'lost') {
          await this.#clock.sleep(comeBackMs as DurationMs);
          kept.isUnderWay = false;
        } else {
          this.#kept = this.#kept.filter((other) => other !== kept);
        }
        this.#handOut();
      });
    }
  }

  /** Gives a message to the station, as often as the way has it come. Never resolves when the station dies before. */
  async #give(message: Message): Promise<Delivery> {
    const copies = Array.from({ length: this.way.copies }, async () => {
      await this.#clock.sleep((travelMs + this.#chance.next() * this.way.spreadMs) as DurationMs);
      const station = this.#station;
      if (station === null || station.life.isOver) return new Promise<never>(() => undefined);
      this.#received(message);
      const { topic, bytes } = message;
      const excerpt = (): string => bytes.subarray(0, 512).toString('utf8');
      return station.remote.receive({ topic, opened: openEnvelope(bytes), excerpt });
    });
    const deliveries = await Promise.all(copies);
    return deliveries.includes('lost') ? 'lost' : (deliveries[0] as Delivery);
  }

  async #tellAck(ack: AckBody, life: Life): Promise<void> {
    const bytes = sealEnvelope({ type: 'ack', body: ack });
    if (life.isOver) return;
    this.#acked(ack);
    if (this.way.losesAcks) return;
    await this.#later(travelMs, () => {
      if (life.isOver || this.#state !== 'up') return;
      for (const client of this.#clients) client.heard(ackTopic(ack), bytes);
    });
  }

  /** Waits until something has passed between a client and the broker; for ever when the connection ends before. */
  async #pass(ms: number, client: CampaignClient): Promise<void> {
    await this.#clock.sleep(ms as DurationMs);
    while (this.#state === 'half open' && !client.isOver) {
      await this.#clock.sleep(100 as DurationMs);
    }
    if (client.isOver || this.#state === 'down') await new Promise(() => undefined);
  }

  #cutAll(why: string): void {
    for (const client of [...this.#clients]) client.cut(why);
  }

  async #later(ms: number, act: () => unknown): Promise<void> {
    await this.#clock.sleep(ms as DurationMs);
    await act();
  }
}
