import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Remote } from '@artisan-ts/runtime';
import { silentLogger } from '@artisan-ts/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedBroker, type TelemetryBroker } from '#mqtt/embedded-broker.ts';

/** CONNECT of MQTT 3.1.1 with a client id of one letter. */
const hello = Uint8Array.of(0x10, 13, 0, 4, 77, 81, 84, 84, 4, 2, 0, 60, 0, 1, 97);

describe('the broker within the station', () => {
  const topics: string[] = [];
  const remote: Remote = {
    receive: async ({ topic }) => {
      topics.push(topic);
      return 'set-aside';
    },
    hint: () => 'set-aside',
    onAck: () => undefined,
    brokerIs: () => undefined,
  };
  const people = { callerOf: () => null, nameOf: () => null, watch: () => () => undefined };
  let broker: TelemetryBroker;

  beforeAll(async () => {
    const config = { kind: 'embedded', port: 0, listen: '127.0.0.1' } as const;
    broker = await embeddedBroker({ config, remote, people, logger: silentLogger });
  });
  afterAll(() => broker.close());

  async function caller(): Promise<Socket> {
    const { hostname, port } = new URL(broker.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return socket;
  }

  it('hears nobody out who says that more will come than anybody has to say', async () => {
    const socket = await caller();
    const isClosed = once(socket, 'close');
    // The first bytes of a CONNECT of 256 MB.
    socket.write(Uint8Array.of(0x10, 0xff, 0xff, 0xff, 0x7f, 0, 4));
    socket.on('error', () => undefined);
    await isClosed;
    // Who does not say who they are within half a minute is sent away in any case.
  });

  it('sets a message aside that is too large to be used, and stays connected', async () => {
    const socket = await caller();
    socket.write(hello);
    const [welcome] = await once(socket, 'data');
    expect([...welcome]).toEqual([0x20, 2, 0, 0]);
    const topic = Buffer.from(`roaster/local/main/machine_${'1'.repeat(32)}/telemetry`);
    const body = Buffer.concat([
      Uint8Array.of(0, topic.length),
      topic,
      Uint8Array.of(0, 1),
      Buffer.alloc(100_000, 32),
    ]);
    const { length } = body;
    const head = [0x32, (length & 127) | 128, ((length >> 7) & 127) | 128, length >> 14];
    socket.write(Buffer.concat([Uint8Array.from(head), body]));
    const [acknowledged] = await once(socket, 'data');
    expect([...acknowledged]).toEqual([0x40, 2, 0, 1]);
    expect(topics).toEqual([topic.toString()]);
    socket.destroy();
  });
});
