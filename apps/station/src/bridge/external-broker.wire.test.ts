import type { Delivery, Remote } from '@artisan-ts/runtime';
import type { TelemetryBroker } from '@artisan-ts/server';
import { externalBroker, sealEnvelope } from '@artisan-ts/server';
import { freePort, Mosquitto, requireTool, silentLogger } from '@artisan-ts/testkit';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const mosquitto = requireTool('mosquitto');
const machine = `machine_${'1'.repeat(32)}`;
const topic = `roaster/local/main/${machine}/telemetry`;
const patienceMs = 60_000;

/** A station that answers when the test says so. */
class SlowStation implements Remote {
  readonly received: number[] = [];
  readonly #waiting: ((delivery: Delivery) => void)[] = [];
  #isAsked: () => void = () => undefined;
  isUp = false;

  receive(message: Parameters<Remote['receive']>[0]): Promise<Delivery> {
    const { opened } = message;
    this.received.push(opened.ok && opened.value.type === 'telemetry' ? opened.value.body.seq : -1);
    const answer = new Promise<Delivery>((resolve) => this.#waiting.push(resolve));
    this.#isAsked();
    return answer;
  }

  answer(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) this.#waiting.shift()?.(delivery);
  }

  onAck(): void {
    // Acknowledgements of the station's own are not looked at here.
  }

  hint(): Delivery {
    return 'set-aside';
  }

  brokerIs({ isUp }: Parameters<Remote['brokerIs']>[0]): void {
    this.isUp = isUp;
    this.#isAsked();
  }

  async until(what: string, holds: () => boolean): Promise<void> {
    const lateMs = performance.now() + patienceMs;
    while (!holds()) {
      const leftMs = lateMs - performance.now();
      if (leftMs <= 0) throw new Error(`did not happen: ${what}; received ${this.received}`);
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, leftMs);
        this.#isAsked = () => {
          clearTimeout(late);
          resolve();
        };
      });
    }
  }
}

describe.runIf(mosquitto !== null)('a station that listens at Mosquitto', () => {
  let broker: Mosquitto;
  let sender: MqttClient;
  let station: SlowStation;
  let listening: TelemetryBroker;

  const listen = async (): Promise<void> => {
    station = new SlowStation();
    const url = `mqtt://127.0.0.1:${broker.port}`;
    listening = await externalBroker({
      config: { kind: 'external', url },
      remote: station,
      logger: silentLogger,
    });
    await station.until('listening', () => station.isUp);
  };
  const send = (seq: number): Promise<unknown> => {
    const scope = { v: 1 as const, org: 'local', site: 'main', machine };
    const origin = { ...scope, boot: `boot_${'a'.repeat(32)}`, bootCount: 1, stream: 'main' };
    const body = { ...origin, seq, monoUs: seq, wallMs: seq, channels: { btC: 200 } };
    return sender.publishAsync(topic, sealEnvelope({ type: 'telemetry', body }), { qos: 1 });
  };
  const numbers = (from: number, to: number): number[] =>
    Array.from({ length: to - from }, (_, k) => from + k);

  beforeEach(async () => {
    broker = new Mosquitto(mosquitto ?? '', await freePort());
    await broker.start();
    sender = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, { protocolVersion: 4 });
    await listen();
  });
  afterEach(async () => {
    await sender.endAsync(true);
    await listening.close();
    await broker.dispose();
  });

  test('takes several messages before the disk has the first, in order', async () => {
    for (const seq of numbers(0, 15)) await send(seq);
    await station.until('all of them', () => station.received.length >= 15);
    expect(station.received).toEqual(numbers(0, 15));
  });

  test('gets again what it had not acknowledged when it ended, and not what it had', async () => {
    for (const seq of numbers(0, 10)) await send(seq);
    await station.until('all of them', () => station.received.length >= 10);
    station.answer(Array(4).fill('taken'));
    // The broker hands on the next one when it has the four acknowledgements: they arrived.
    for (const seq of numbers(10, 24)) await send(seq);
    await station.until('what the four made room for', () => station.received.length >= 24);
    await listening.close();
    await listen();
    await station.until('the rest', () => station.received.length >= 20);
    expect(station.received).toEqual(numbers(4, 24));
  });

  test('gets everything again from one for which there was no room, in order', async () => {
    for (const seq of numbers(0, 20)) await send(seq);
    await station.until('a full window', () => station.received.length >= 20);
    station.answer(['lost', ...Array<Delivery>(19).fill('taken')]);
    await station.until('all of it, again', () => station.received.length >= 40);
    expect(station.received.slice(20)).toEqual(numbers(0, 20));
  });
});
