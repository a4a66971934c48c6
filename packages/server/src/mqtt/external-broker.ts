import { hostname } from 'node:os';
import { ackTopic, type BrokerConfig, telemetryFilter } from '@artisan-ts/contracts';
import type { Logger, Remote } from '@artisan-ts/runtime';
import mqtt, { type MqttClient } from 'mqtt';
import type { TelemetryBroker } from '#mqtt/embedded-broker.ts';
import { openEnvelope, sealEnvelope } from '#mqtt/envelope-bytes.ts';

type ExternalConfig = Extract<BrokerConfig, { readonly kind: 'external' }>;

/** A half-open connection is found within one and a half of these. */
const keepAliveS = 5;
const reconnectMs = 2000;

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
    client.subscribe(telemetryFilter, { qos: 1 }, (error) => {
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

/** The library sends its acknowledgement when this hook calls back: after the disk has what the message held. */
function acknowledgeWhenStored(client: MqttClient, remote: Remote): void {
  client.handleMessage = (packet, done) => {
    const { topic, payload } = packet;
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
    const message = { topic, opened: openEnvelope(bytes), excerpt: () => bytes.toString('utf8') };
    void remote.receive(message).then((delivery) => {
      if (delivery === 'lost') client.reconnect();
      else done();
    });
  };
}
