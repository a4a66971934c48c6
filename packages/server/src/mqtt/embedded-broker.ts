import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { ackTopic, type BrokerConfig, envelopeBytesMax } from '@artisan-ts/contracts';
import { ArtisanError } from '@artisan-ts/domain';
import type { Logger, Remote, Station } from '@artisan-ts/runtime';
import { Aedes, type AuthenticateError, type PublishPacket } from 'aedes';
import { openEnvelope, sealEnvelope } from '#mqtt/envelope-bytes.ts';
import { PacketLengths } from '#mqtt/packet-lengths.ts';
import { type Sender, SenderBook } from '#mqtt/sender-book.ts';
import { isHintTopic, takeHint } from '#mqtt/take-hint.ts';

/** A way by which telemetry of other devices and computers reaches the station. */
export interface TelemetryBroker {
  /** What a sender has to be given: `mqtt://localhost:1883`. */
  readonly url: string;
  close(): Promise<void>;
}

type EmbeddedConfig = Extract<BrokerConfig, { readonly kind: 'embedded' }>;

const telemetryTopicForm = /^roaster\/[^/]+\/[^/]+\/[^/]+\/telemetry$/;
const ackFilterForm = /^roaster\/[^/]+\/[^/]+\/[^/#]+\/ack$/;
/** Long enough for a name with a UUID; MQTT 3.1.1 promises senders only 23. */
const clientIdLengthMax = 64;
/** MQTT's "bad user name or password"; MQTT 3.1.1, table 3.1. */
const badCredentials = 4;
/** A machine hall has a few senders; sockets are not for strangers to use up. */
const connectionsMax = 500;
/** What is too large to be used is still set aside by name; what is longer than this is not even read. */
const packetBytesMax = 4 * envelopeBytesMax;

/**
 * The broker within the station, MQTT 3.1.1: a publication is acknowledged when the disk has confirmed what it held.
 * Senders may publish telemetry, sensors their hints, and listen for acknowledgements, and nothing else.
 *
 * @throws ArtisanError `station.port-in-use`, `station.config`
 */
export async function embeddedBroker(parts: {
  readonly config: EmbeddedConfig;
  readonly remote: Remote;
  readonly people: Pick<Station['people'], 'callerOf' | 'nameOf' | 'watch'>;
  readonly logger: Logger;
}): Promise<TelemetryBroker> {
  const { config, remote, people, logger } = parts;
  const senders = new SenderBook(config, people);
  const broker = await Aedes.createBroker({
    maxClientsIdLength: clientIdLengthMax,
    authenticate: (client, username, password, done) => {
      const isKnown = senders.greet(client, username, password);
      done(isKnown ? null : refusedLogin(), isKnown);
    },
    authorizePublish: (client, packet, done) => {
      // The station's own publications have no client.
      if (client === null) return done(null);
      void takePublication(senders.of(client), packet, remote, done);
    },
    authorizeSubscribe: (client, subscription, done) => {
      const { topic } = subscription;
      const isMeant = ackFilterForm.test(topic) && senders.of(client)?.speaksFor(topic) === true;
      done(null, isMeant ? subscription : null);
    },
  });
  broker.on('clientError', (client, error) =>
    logger.warn({ client: client.id, error: error.message }, 'a sender was disconnected'),
  );
  broker.on('connectionError', (_client, error) =>
    logger.warn({ error: error.message }, 'somebody who does not speak MQTT was disconnected'),
  );
  remote.onAck((ack) =>
    broker.publish(
      {
        cmd: 'publish',
        topic: ackTopic(ack),
        payload: sealEnvelope({ type: 'ack', body: ack }),
        // Who is away asks again when it is back; nothing has to be kept for it.
        qos: 0,
        retain: false,
        dup: false,
      },
      (error) => {
        if (error) logger.warn({ error: error.message }, 'an acknowledgement was not sent');
      },
    ),
  );
  const stopWatching = people.watch(() => senders.sendAwayWhoIsRevoked());
  broker.on('clientDisconnect', (client) => senders.forget(client));
  const server = createServer((socket) => {
    broker.handle(socket);
    refuseLongPackets(socket);
  });
  server.maxConnections = connectionsMax;
  const sockets = trackSockets(server);
  const url = await listen(server, config);
  remote.brokerIs({ kind: 'embedded', isUp: true, message: `Senders connect to ${url}.` });
  return {
    url,
    close: async () => {
      stopWatching();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Answers when the disk has what the publication holds: only then is it acknowledged. */
async function takePublication(
  sender: Sender | null,
  packet: PublishPacket,
  remote: Remote,
  done: (error?: Error | null) => void,
): Promise<void> {
  const { topic, payload } = packet;
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  // Nothing that was measured or heard is true for ever.
  packet.retain = false;
  if (!sender?.speaksFor(topic)) {
    const name = sender?.name ?? 'this sender';
    return done(new Error(`${name} does not speak for the machine of ${topic.slice(0, 100)}`));
  }
  if (isHintTopic(topic)) {
    takeHint(remote, topic, bytes, sender.name);
    return done(null);
  }
  if (!telemetryTopicForm.test(topic)) {
    return done(new Error(`senders may not publish to ${topic.slice(0, 100)}`));
  }
  const delivery = await remote.receive({
    topic,
    opened: openEnvelope(bytes),
    excerpt: () => bytes.subarray(0, envelopeBytesMax).toString('utf8'),
  });
  done(delivery === 'lost' ? new Error('there is no room; it has to come again') : null);
}

function refusedLogin(): AuthenticateError {
  return Object.assign(new Error('wrong user name or password'), { returnCode: badCredentials });
}

/** The broker gathers a packet whole, 256 MB if it says so, before it asks who sends it. */
function refuseLongPackets(socket: Socket): void {
  const lengths = new PacketLengths(packetBytesMax);
  // Heard on the way: the broker reads, and sets the pace.
  socket.on('data', (bytes: Buffer) => {
    if (lengths.allow(bytes)) return;
    socket.destroy(new Error(`a packet is longer than ${packetBytesMax} bytes`));
  });
}

function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

async function listen(server: Server, { port, listen: host }: EmbeddedConfig): Promise<string> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    throw new ArtisanError(
      code === 'EADDRINUSE' ? 'station.port-in-use' : 'station.config',
      `the broker cannot listen on ${host}:${port} (${String(code)}); check broker.port and broker.listen in config.json`,
      { cause },
    );
  }
  const bound = (server.address() as AddressInfo).port;
  return `mqtt://${host.includes(':') ? `[${host}]` : host}:${bound}`;
}
