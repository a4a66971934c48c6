import { type DurationMs, type RandomStream, seededStream } from '@artisan-ts/domain';
import type { Clock, Connection } from '@artisan-ts/runtime';
import { type Addressed, type ModbusWire, requestFramer, wrap } from '#modbus/frame.ts';
import type { ReadRequest } from '#modbus/pdu.ts';
import type { SimulatedMemory } from '#modbus/simulated-memory.ts';

/** What can go wrong with the answer to one request. */
export type ModbusFault =
  | { readonly kind: 'silence' }
  /** Random bytes come instead of the answer. */
  | { readonly kind: 'garbage' }
  /** The answer comes so much later, of the clock it was given. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** Only the first bytes of the answer come. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The answer comes twice. */
  | { readonly kind: 'doubled' }
  /** The device refuses, with this exception. */
  | { readonly kind: 'exception'; readonly code: number };

export interface ModbusSimulatorParts {
  readonly wire: ModbusWire;
  /** The far end of the line. */
  readonly connection: Connection;
  /** Only for faults that take time. */
  readonly clock: Clock;
  readonly memory: SimulatedMemory;
  /** Before each answer: time to put the next numbers into memory. */
  readonly onAsked?: (device: number, request: ReadRequest) => void;
  /** Of garbage. */
  readonly seed?: number;
}

const exceptionBit = 0x80;
const illegalAddress = 2;
const garbageBytes = 24;
/** Later than any time-out that makes sense on such a line, and sooner than the next reading. */
const lateMs = 700;

/**
 * Plays the devices on a line: answers reads from memory, with an exception where a register does not exist, and not at
 * all for a device that is not there. It cannot be written to.
 */
export class ModbusSimulator {
  readonly #parts: ModbusSimulatorParts;
  readonly #chance: RandomStream;
  readonly #faults: ModbusFault[] = [];
  #isMute = false;

  constructor(parts: ModbusSimulatorParts) {
    this.#parts = parts;
    this.#chance = seededStream(parts.seed ?? 1, 'modbus-simulator');
    const framer = requestFramer(parts.wire);
    parts.connection.onData((bytes) => {
      for (const request of framer.push(bytes, parts.clock.monoUs())) this.#obey(request);
    });
  }

  /** Spoils the answers to the next requests, one fault each, in this order. */
  misbehave(...faults: readonly ModbusFault[]): void {
    this.#faults.push(...faults);
  }

  garbleNext(): void {
    this.misbehave({ kind: 'garbage' });
  }

  delayNext(): void {
    this.misbehave({ kind: 'slow', delayMs: lateMs });
  }

  /** Says nothing more, whatever it is asked. */
  mute(): void {
    this.#isMute = true;
  }

  #obey({ device, number, content }: Addressed<ReadRequest>): void {
    const { memory, wire, onAsked } = this.#parts;
    if (this.#isMute || !memory.has(device)) return;
    const fault = this.#faults.shift();
    onAsked?.(device, content);
    const pdu =
      fault?.kind === 'exception'
        ? exceptionPdu(content, fault.code)
        : answerPdu(content, memory.data(device, content));
    this.#answer(wrap(wire, device, pdu, number ?? 0), fault);
  }

  #answer(frame: Uint8Array, fault: ModbusFault | undefined): void {
    switch (fault?.kind) {
      case undefined:
      case 'exception':
        this.#say(frame);
        break;
      case 'silence':
        break;
      case 'garbage':
        this.#say(this.#noise());
        break;
      case 'cut':
        this.#say(frame.subarray(0, fault.afterBytes));
        break;
      case 'doubled':
        this.#say(frame);
        this.#say(frame);
        break;
      case 'slow':
        void this.#parts.clock.sleep(fault.delayMs as DurationMs).then(() => this.#say(frame));
    }
  }

  #noise(): Uint8Array {
    return Uint8Array.from({ length: garbageBytes }, () => Math.floor(this.#chance.next() * 256));
  }

  #say(bytes: Uint8Array): void {
    this.#parts.connection.write(bytes).catch(() => {
      // The other end is gone. A device talks on into the void, so there is nobody to tell.
    });
  }
}

function answerPdu(request: ReadRequest, data: Uint8Array | null): Uint8Array {
  return data === null
    ? exceptionPdu(request, illegalAddress)
    : Uint8Array.of(request.function, data.length, ...data);
}

function exceptionPdu({ function: read }: ReadRequest, code: number): Uint8Array {
  return Uint8Array.of(read | exceptionBit, code);
}
