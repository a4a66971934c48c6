import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AckBody, EnvelopeContent } from '@artisan-ts/contracts';
import { DurationMs } from '@artisan-ts/domain';
import type { Clock, Delivery, Remote } from '@artisan-ts/runtime';
import { embeddedBroker, type TelemetryBroker } from '@artisan-ts/server';
import { silentLogger } from '@artisan-ts/testkit';
import mqtt from 'mqtt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Outbox } from '#bridge/outbox.ts';
import { PatientOutbox } from '#bridge/patient-outbox.ts';
import { Publisher } from '#bridge/publisher.ts';
import { SystemClock } from '#platform/system-clock.ts';
import { Cable } from '../../test/cable.ts';

const patienceMs = 60_000;

/** A station that hands every message to the test, which answers it or not. */
class ScriptedStation implements Remote {
  readonly received: EnvelopeContent[] = [];
  answer: (content: EnvelopeContent) => Promise<Delivery> = () => Promise.resolve('taken');
  #arrived: () => void = () => undefined;

  receive({ opened }: Parameters<Remote['receive']>[0]): Promise<Delivery> {
    if (!opened.ok) throw new Error(opened.message);
    this.received.push(opened.value);
    const answered = this.answer(opened.value);
    this.#arrived();
    return answered;
  }

  /** Nothing is acknowledged unless a test does: what is offered again is offered because of the connection. */
  acknowledge: (ack: AckBody) => void = () => undefined;

  onAck(listener: (ack: AckBody) => void): void {
    this.acknowledge = listener;
  }

  hint(): Delivery {
    return 'set-aside';
  }

  brokerIs(): void {
    // How the broker stands is not looked at.
  }

  batches(): number[] {
    return this.received.flatMap((content) =>
      content.type === 'batch' ? content.body.points.map(({ seq }) => seq) : [],
    );
  }

  async until(what: string, holds: () => boolean): Promise<void> {
    const lateMs = performance.now() + patienceMs;
    while (!holds()) {
      const leftMs = lateMs - performance.now();
      if (leftMs <= 0) throw new Error(`did not happen: ${what}`);
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, leftMs);
        this.#arrived = () => {
          clearTimeout(late);
          resolve();
        };
      });
    }
  }
}

let folder: string;
let station: ScriptedStation;
let broker: TelemetryBroker;
let cable: Cable;
let stored: Outbox;
let outbox: PatientOutbox;
let stop: AbortController;
let publishing: Promise<void>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'artisan-publisher-'));
  station = new ScriptedStation();
  const config = { kind: 'embedded', port: 0, listen: '127.0.0.1' } as const;
  const people = { callerOf: () => null, nameOf: () => null, watch: () => () => undefined };
  broker = await embeddedBroker({ config, remote: station, people, logger: silentLogger });
  cable = new Cable(() => Number(new URL(broker.url).port));
  stored = new Outbox(join(folder, 'outbox.db'));
  outbox = new PatientOutbox({
    outbox: stored,
    clock: new SystemClock(),
    logger: silentLogger,
    tell: () => undefined,
    changed: () => undefined,
  });
  outbox.begin(`boot_${'a'.repeat(32)}`, 1000);
});

afterEach(async () => {
  stop.abort();
  await publishing;
  await cable.close();
  await broker.close();
  outbox.close();
  stored.close();
  rmSync(folder, { recursive: true, force: true });
});

async function publish(clock: Clock = new SystemClock()): Promise<Publisher> {
  const publisher = new Publisher({
    outbox,
    scope: { org: 'local', site: 'main', machine: `machine_${'1'.repeat(32)}` },
    broker: { url: `mqtt://127.0.0.1:${await cable.open()}` },
    connect: mqtt.connect,
    clock,
    logger: silentLogger,
    tell: () => undefined,
  });
  stop = new AbortController();
  publishing = publisher.run(stop.signal);
  return publisher;
}

const point = (seq: number) => ({ seq, monoUs: seq, wallMs: seq, channels: { btC: 200 } });
const keep = (from: number, to: number): void => {
  for (let seq = from; seq < to; seq++) outbox.put({ stream: 'main', point: point(seq) });
};

test('a bridge whose connection closes with a batch under way offers it again on the next one', async () => {
  keep(0, 3);
  station.answer = (content) => {
    if (content.type !== 'batch') return Promise.resolve('taken');
    cable.cut();
    // It never hears of this batch, neither good nor bad.
    return new Promise(() => undefined);
  };
  await publish();
  await station.until('a batch', () => station.batches().length === 3);
  station.answer = () => Promise.resolve('taken');
  cable.mend();
  await station.until('the batch again', () => station.batches().length === 6);
  expect(station.batches()).toEqual([0, 1, 2, 0, 1, 2]);
});

test('a bridge announces its start before anything else, at every connection', async () => {
  const publisher = await publish();
  await station.until('a birth', () => station.received.length === 1);
  keep(0, 1);
  publisher.wake();
  await station.until('a reading', () => station.received.length === 2);
  cable.cut();
  cable.mend();
  await station.until('the reading again', () => station.received.length === 4);
  const [first, second, third, fourth] = station.received.map(({ type }) => type);
  expect([first, second, third, fourth]).toEqual(['birth', 'telemetry', 'birth', 'batch']);
});

test('what an earlier start holds is offered again while the present one is acknowledged', async () => {
  const offered = (boot: string): number =>
    station.received.filter(({ type, body }) => type === 'batch' && body.boot === boot).length;
  const [earlier, present] = [`boot_${'a'.repeat(32)}`, `boot_${'b'.repeat(32)}`];
  keep(0, 2);
  outbox.begin(present, 2000);
  station.answer = ({ type, body }) => {
    // Of the earlier start every acknowledgement is lost on its way.
    if (type === 'telemetry' && body.boot === present) station.acknowledge(body);
    return Promise.resolve('taken');
  };
  const publisher = await publish(hurried());
  await station.until('what is held', () => offered(earlier) === 1);
  const reading = setInterval(() => {
    const seq = station.received.length;
    outbox.put({ stream: 'main', point: point(seq) });
    publisher.wake();
  }, 5);
  await station.until('what is held, again', () => offered(earlier) === 3);
  clearInterval(reading);
  expect(stored.after(0, 10).slice(0, 2)).toMatchObject([{ boot: earlier }, { boot: earlier }]);
});

/** Waits a hundredth of what is asked for. */
function hurried(): Clock {
  const system = new SystemClock();
  return {
    rate: 1,
    monoUs: () => system.monoUs(),
    wallMs: () => system.wallMs(),
    sleep: (span, signal) => system.sleep(DurationMs(span / 100), signal),
  };
}
