import { hostname } from 'node:os';
import {
  ackTopic,
  type BrokerConfig,
  envelopeBytesMax,
  hintFilter,
  telemetryFilter,
} from '@artisan-ts/contracts';
import type { Delivery, Logger, Remote } from '@artisan-ts/runtime';
import mqtt, { type IPublishPacket, type MqttClient } from 'mqtt';
import type { TelemetryBroker } from '#mqtt/embedded-broker.ts';
import { openEnvelope, sealEnvelope } from '#mqtt/envelope-bytes.ts';
import { acknowledge, acknowledgedLater } from '#mqtt/late-acknowledgement.ts';
import { isHintTopic, takeHint } from '#mqtt/take-hint.ts';

type ExternalConfig = Extract<BrokerConfig, { readonly kind: 'external' }>;

/** A half-open connection is found within one and a half of these. */
const keepAliveS = 5;
const reconnectMs = 2000;
/** Messages that may wait for the disk at once; a broker sends 20 to 100 before it wants an answer. */
const underWayMax = 1000;

/**
 * A broker beside the station, such as Mosquitto. The station is one of its subscribers, with a session that outlives
 * it: what the disk has not confirmed is not acknowledged to the broker and comes again. A broker that is away is
 * asked again; the station runs on.
 */
export async function externalBroker(parts: {
  readonly config: ExternalConfig;
  readonly remote: Remote;
  readonly logger: Logger;
}): Promise<TelemetryBroker> {
  const { config, remote, logger } = parts;
  const { url, credentials } = config;
  const client = mqtt.connect(url, {
    ...credentials,
    clientId: `artisan-station-${hostname()}`,
    protocolVersion: 4,
    clean: false,
    keepalive: keepAliveS,
    reconnectPeriod: reconnectMs,
    queueQoSZero: false,
  });
  const isUp = (message: string): void =>
    remote.brokerIs({ kind: 'external', isUp: true, message });
  const isDown = (why: string): void => {
    const message = `${url} cannot be reached (${why}). Senders keep their readings; trying again.`;
    remote.brokerIs({ kind: 'external', isUp: false, message });
  };
  isDown('not connected yet');
  acknowledgeWhenStored(client, remote);
  client.on('connect', () => {
    client.subscribe([telemetryFilter, hintFilter], { qos: 1 }, (error) => {
      if (error) isDown(error.message);
      else isUp(`Listening at ${url}.`);
    });
  });
  client.on('error', (error) => {
    isDown(error.message);
    logger.warn({ url, error: error.message }, 'the broker refuses or cannot be reached');
  });
  client.on('close', () => isDown('the connection is gone'));
  remote.onAck((ack) => {
    // Who is away asks again when it is back; nothing has to be kept for it.
    if (client.connected) {
      client.publish(ackTopic(ack), sealEnvelope({ type: 'ack', body: ack }), { qos: 0 });
    }
  });
  return { url, close: () => client.endAsync(true) };
}

/**
 * Takes what arrives at once and acknowledges each message, in the order of arrival, when the disk has what it held. The
 * next one does not wait for the disk, so that many share one commit, and the broker's answers to our pings are heard
 * however long the disk takes.
 */
function acknowledgeWhenStored(client: MqttClient, remote: Remote): void {
  let underWay = 0;
  let before: Promise<unknown> = Promise.resolve();
  client.handleMessage = (packet, next) => {
    const { stream } = client;
    const answered = Promise.all([deliver(remote, packet), before]).then(([delivery]) => {
      underWay -= 1;
      // On another connection the broker sends it again, and the number may be another message's.
      if (client.stream !== stream || stream.destroyed) return;
      // Nothing behind a lost one is acknowledged: all of it comes again, in order.
      if (delivery === 'lost') stream.destroy();
      else acknowledge(client, packet);
    });
    before = answered;
    underWay += 1;
    if (underWay < underWayMax) next(acknowledgedLater);
    else void answered.then(() => next(acknowledgedLater));
  };
}

async function deliver(remote: Remote, { topic, payload }: IPublishPacket): Promise<Delivery> {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  if (isHintTopic(topic)) return takeHint(remote, topic, bytes);
  const excerpt = (): string => bytes.subarray(0, envelopeBytesMax).toString('utf8');
  return remote.receive({ topic, opened: openEnvelope(bytes), excerpt });
}
