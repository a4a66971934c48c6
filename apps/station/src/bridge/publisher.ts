import {
  ackTopic,
  type BatchBody,
  type BirthBody,
  batchBytesMax,
  batchPointsMax,
  type EnvelopeContent,
  type SenderScope,
  type TelemetryBody,
  troubleLengthMax,
} from '@artisan-ts/contracts';
import { ArtisanError } from '@artisan-ts/domain';
import { type BackOff, backOffMs, type Clock, type Logger, pause } from '@artisan-ts/runtime';
import { openEnvelope, sealEnvelope } from '@artisan-ts/server';
import type { BrokerClient, ConnectToBroker } from '#bridge/broker-client.ts';
import type { StoredPoint } from '#bridge/outbox.ts';
import type { PatientOutbox } from '#bridge/patient-outbox.ts';

/** A broker that is away comes back within minutes or days; either way it is asked gently. */
const reconnectBackOff: BackOff = { firstMs: 250, maxMs: 5000 };
/** A connection in which nothing arrives is found within one and a half of these. */
const keepAliveS = 5;
const connectMsMax = 10_000;
/** Live points on their way at once; more wait on disk. */
const underWayMax = 100;
/** When the oldest of what is held was not acknowledged for so long, everything is offered again. */
const offerAgainMs = 15_000;

export interface PublisherParts {
  readonly outbox: PatientOutbox;
  readonly scope: SenderScope;
  readonly broker: {
    readonly url: string;
    readonly username?: string;
    readonly password?: string;
  };
  readonly connect: ConnectToBroker;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For the person who watches: connected or not, in words. */
  readonly tell: (line: string) => void;
}

/** Carries points from the outbox to the station, the newest first-hand and the held ones behind, until each is acknowledged. */
export class Publisher {
  readonly #parts: PublisherParts;
  #client: BrokerClient | null = null;
  /** Points at or below this were offered on the present connection, or are offered by the run through the held ones. */
  #offeredId = 0;
  #underWay = 0;

  constructor(parts: PublisherParts) {
    this.#parts = parts;
  }

  /** Connects again and again until aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, logger, tell, broker } = this.#parts;
    for (let failures = 1; !signal.aborted; failures++) {
      try {
        await this.#runConnection(signal, () => {
          failures = 0;
        });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        logger.warn({ broker: broker.url, why }, 'the broker cannot be reached');
        if (failures === 1)
          tell(`${broker.url} cannot be reached (${why}); readings are kept here.`);
      }
      if (!(await pause(clock, backOffMs(reconnectBackOff, Math.max(1, failures)), signal))) return;
    }
  }

  /** New points are in the outbox. */
  wake(): void {
    this.#publishLive();
  }

  /** Announces every start of which something is held, so that the station takes it and does not wait for what was dropped. */
  announce(): void {
    const { scope, outbox, logger } = this.#parts;
    const { trouble } = outbox;
    const said = trouble === null ? {} : { trouble: trouble.slice(0, troubleLengthMax) };
    try {
      for (const { boot, bootCount, streams } of outbox.held()) {
        const body: BirthBody = { v: 1, ...scope, boot, bootCount, streams: [...streams], ...said };
        this.#send({ type: 'birth', body }).catch(() => undefined);
      }
    } catch (error) {
      // A disk that cannot even be read; announced again with the next connection, or when nothing is acknowledged.
      logger.warn({ error }, 'what is held could not be announced');
    }
  }

  async #runConnection(signal: AbortSignal, connected: () => void): Promise<void> {
    const { broker, connect, outbox, scope, tell, logger } = this.#parts;
    const { url, ...credentials } = broker;
    const client = connect(url, {
      ...credentials,
      protocolVersion: 4,
      clean: true,
      keepalive: keepAliveS,
      connectTimeout: connectMsMax,
      reconnectPeriod: 0,
      resubscribe: false,
      queueQoSZero: false,
    });
    const over = new AbortController();
    const end = (): void => over.abort();
    signal.addEventListener('abort', end, { once: true });
    let fault: unknown = null;
    // Listened to from the first moment: the library throws errors that nobody hears.
    client.on('error', (error) => {
      fault = error;
    });
    client.on('close', () => {
      end();
      // Forced, because only then does the library reject what was on its way; somebody may wait for it.
      client.end(true);
    });
    client.on('message', (topic, bytes) => this.#acked(topic, bytes));
    try {
      await new Promise<void>((resolve) => {
        client.once('connect', () => resolve());
        over.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      if (!client.connected) throw fault ?? new ArtisanError('bus.unavailable', 'no answer');
      await client.subscribeAsync(ackTopic(scope), { qos: 0 });
      connected();
      this.#client = client;
      this.#underWay = 0;
      tell(`Connected to ${url}; ${outbox.count} readings were kept.`);
      while (!over.signal.aborted) {
        this.announce();
        await this.#offerHeld(over.signal);
        await this.#untilStale(over.signal);
      }
      if (!signal.aborted) logger.warn({ url }, 'the connection to the broker was lost');
    } finally {
      this.#client = null;
      signal.removeEventListener('abort', end);
      await client.endAsync(true).catch(() => undefined);
    }
  }

  /** Sends what was held before now, oldest first, one batch on its way at a time: what happens now overtakes it. */
  async #offerHeld(signal: AbortSignal): Promise<void> {
    const { outbox, scope } = this.#parts;
    const lastId = outbox.newestId();
    this.#offeredId = lastId;
    for (let id = 0; !signal.aborted; ) {
      const rows = firstSeries(outbox.after(id, batchPointsMax)).filter((row) => row.id <= lastId);
      const [first] = rows;
      if (first === undefined) return;
      id = rows.at(-1)?.id ?? lastId;
      const { boot, bootCount, stream } = first;
      const points = rows.map(({ json }) => JSON.parse(json) as BatchBody['points'][number]);
      const body: BatchBody = { v: 1, ...scope, boot, bootCount, stream, historical: true, points };
      // When it does not arrive the connection is over, and the next one begins with what is held.
      await this.#send({ type: 'batch', body }).catch(() => undefined);
    }
  }

  #publishLive(): void {
    const { outbox, scope } = this.#parts;
    if (this.#client === null || this.#underWay >= underWayMax) return;
    for (const row of outbox.after(this.#offeredId, underWayMax - this.#underWay)) {
      const { boot, bootCount, stream, json } = row;
      const point = JSON.parse(json) as BatchBody['points'][number];
      const body: TelemetryBody = { v: 1, ...scope, boot, bootCount, stream, ...point };
      this.#offeredId = row.id;
      this.#underWay += 1;
      this.#send({ type: 'telemetry', body })
        .then(() => {
          this.#underWay -= 1;
          this.#publishLive();
        })
        .catch(() => undefined);
    }
  }

  async #send(content: EnvelopeContent): Promise<void> {
    const { org, site, machine } = this.#parts.scope;
    const topic = `roaster/${org}/${site}/${machine}/telemetry`;
    const client = this.#client;
    if (client === null) throw new ArtisanError('bus.unavailable', 'there is no connection');
    await client.publishAsync(topic, sealEnvelope(content), { qos: 1 });
  }

  #acked(topic: string, bytes: Buffer): void {
    const { scope, outbox, logger } = this.#parts;
    const opened = openEnvelope(bytes);
    if (topic !== ackTopic(scope) || !opened.ok || opened.value.type !== 'ack') {
      logger.warn({ topic }, 'something that is no acknowledgement came on its topic');
      return;
    }
    outbox.forget(opened.value.body);
  }

  /** Acknowledgements of the present start say nothing of an earlier one whose last acknowledgement was lost. */
  async #untilStale(signal: AbortSignal): Promise<void> {
    const { clock, outbox } = this.#parts;
    const oldestId = (): number | undefined => outbox.after(0, 1)[0]?.id;
    let before = oldestId();
    while (await pause(clock, offerAgainMs, signal)) {
      const oldest = oldestId();
      if (oldest !== undefined && oldest === before) return;
      before = oldest;
    }
  }
}

/** The points at the beginning that are of one boot and stream and fit into one batch. */
function firstSeries(rows: readonly StoredPoint[]): readonly StoredPoint[] {
  const [first] = rows;
  /** Room for the origin of a batch. */
  let bytes = 1024;
  const end = rows.findIndex((row) => {
    bytes += Buffer.byteLength(row.json) + 1;
    return row.boot !== first?.boot || row.stream !== first.stream || bytes > batchBytesMax;
  });
  return end === -1 ? rows : rows.slice(0, Math.max(1, end));
}
