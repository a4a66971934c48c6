import type { DurationMs } from '@artisan-ts/domain';
import type { Clock, Connection } from '@artisan-ts/runtime';
import {
  encodePacket,
  type PhidgetKind,
  type PhidgetPacket,
  phidgetFramer,
  proofOf,
} from '#phidgets/frame.ts';
import { SpoiltAnswers } from '#wire/spoilt-answers.ts';

/** What an input measures: Celsius; null: its thermocouple is broken. */
export type PhidgetTemperatures = readonly (number | null)[];

interface PhidgetSimulatorParts {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly intervalMs: number;
  /** By index of the input; null ends it. */
  readonly next: () => PhidgetTemperatures | null;
  /** Empty: none is wanted. */
  readonly password?: string;
}

type Data = Readonly<Record<string, unknown>>;

const hub = '4294967296001';
const thermometer = '4294967296002';
const firstChannel = 9_007_199_254_741_000n;
const inputs = 4;
const temperatureSensor = 28;
const nonceS = 'c2VydmVyIG5vbmNl';
const salt = 'c2FsdA==';
/** From the first input that was opened to its first value: the others are opened meanwhile. */
const settleMs = 20 as DurationMs;

/** A hub HUB0000, and in its port 2 a TMP1101 with four thermocouples. */
const devices: readonly Data[] = [
  {
    phid: hub,
    parent: '0',
    type: 'USB',
    name: 'PhidgetHub',
    label: '',
    serialNumber: 529_183,
    version: 110,
    deviceID: 64,
    productID: 63,
    interfaceNum: 0,
  },
  {
    phid: thermometer,
    parent: hub,
    type: 'VINT',
    name: 'PhidgetVINT',
    label: '',
    serialNumber: 529_183,
    version: 110,
    deviceID: 89,
    vintID: 21,
    hubPort: 2,
    isHubPort: 0,
    index: 2,
  },
];

/** Plays a Phidget network server: lets in who shows the password, tells what is plugged in, and says what opened inputs measure. */
export class PhidgetSimulator extends SpoiltAnswers {
  readonly #parts: PhidgetSimulatorParts;
  readonly #opened = new Set<number>();
  readonly #closed = new AbortController();
  /** Every packet that a client said, for a test to look at. */
  readonly heard: PhidgetPacket[] = [];
  #said = 10;

  constructor(parts: PhidgetSimulatorParts) {
    super(parts.connection, parts.clock);
    this.#parts = parts;
    const framer = phidgetFramer();
    parts.connection.onClose(() => this.#closed.abort());
    parts.connection.onData((bytes) => {
      for (const { packet } of framer.push(bytes, parts.clock.monoUs())) {
        this.heard.push(packet);
        if (!this.isMute) this.#obey(packet);
      }
    });
  }

  /** Longer than a listener waits for a sample that is due every two seconds. */
  override delayNext(): void {
    this.misbehave({ kind: 'slow', delayMs: 1_400 });
  }

  /** Asks whether the client is still there. */
  askAlive(): void {
    this.#tell('alive', null);
  }

  /** Somebody pulls the thermometer out of its port, and plugs it in again. */
  replug(): void {
    this.#tell('detach', { phid: thermometer });
    this.#opened.clear();
    this.#plug();
  }

  #obey({ kind, isReply, number, data }: PhidgetPacket): void {
    if (isReply) return;
    switch (kind) {
      case 'hello':
        this.#reply(kind, number, { result: 0 });
        break;
      case 'beginProof':
        this.#reply(kind, number, { result: 0, nonceC: data['nonceC'], nonceS, salt });
        break;
      case 'proof': {
        const password = this.#parts.password ?? '';
        const isRight = data['proof'] === proofOf(String(data['nonceC']), nonceS, salt, password);
        this.#reply(kind, number, { E: isRight ? 0 : 28 });
        if (!isRight) break;
        for (const device of devices.slice(0, 1)) this.#tell('attach', device);
        this.#plug();
        break;
      }
      case 'open':
        this.#open(number, Number(data['index']));
        break;
      default:
        break;
    }
  }

  #plug(): void {
    for (const device of devices.slice(1)) this.#tell('attach', device);
    for (let index = 0; index < inputs; index++) {
      this.#tell('channel', {
        chid: String(firstChannel + BigInt(index)),
        parent: thermometer,
        uniqueIndex: index,
        index,
        version: 0,
        name: 'PhidgetTemperatureSensor',
        class: temperatureSensor,
      });
    }
  }

  #open(question: number, index: number): void {
    if (index >= inputs) {
      this.#reply('open', question, { E: 3, R: 'No such channel' });
      return;
    }
    const isFirst = this.#opened.size === 0;
    this.#opened.add(index);
    const status = { dataInterval: { t: 'u', v: 250 } };
    this.#reply('open', question, bridge(index, 0, 0, status));
    // An aborted sleep is how a line that was closed ends it.
    if (isFirst) this.#measure().catch(() => undefined);
  }

  async #measure(): Promise<void> {
    const { clock, next, intervalMs } = this.#parts;
    const { signal } = this.#closed;
    await clock.sleep(settleMs, signal);
    for (let now = next(); now !== null; now = next()) {
      const packets = [...this.#opened]
        .sort((a, b) => b - a)
        .flatMap((index) => {
          const measured = now?.[index];
          return measured === undefined ? [] : [...this.#packetOf(index, measured)];
        });
      if (packets.length > 0) this.answer(Uint8Array.from(packets));
      await clock.sleep(intervalMs as DurationMs, signal);
    }
  }

  #packetOf(index: number, measured: number | null): Uint8Array {
    const data =
      measured === null
        ? bridge(index, 1, 17, {
            0: { t: 'd', v: 4103 },
            1: { t: 's', v: 'Sensor value is unknown' },
          })
        : bridge(index, 1, 95, { 0: { t: 'g', v: measured } });
    return encodePacket({ kind: 'bridge', number: this.#next(), data });
  }

  #next(): number {
    this.#said = this.#said >= 65_000 ? 11 : this.#said + 1;
    return this.#said;
  }

  #tell(kind: PhidgetKind, data: Data | null): void {
    this.say(encodePacket({ kind, number: this.#next(), data }));
  }

  #reply(kind: PhidgetKind, answers: number, data: Data): void {
    this.say(encodePacket({ kind, number: this.#next(), answers, isReply: true, data }));
  }
}

/** A packet of a channel: what kind it is, and its entries. */
function bridge(index: number, flags: number, kind: number, entries: Data): Data {
  return {
    v: 0,
    s: 2,
    f: flags,
    p: kind,
    O: String(firstChannel + BigInt(index)),
    c: Object.keys(entries).length,
    e: entries,
  };
}
