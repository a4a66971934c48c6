import type { Clock, Connection } from '@artisan-ts/runtime';
import { type Addressed, type ModbusWire, requestFramer, wrap } from '#modbus/frame.ts';
import type { ReadRequest } from '#modbus/pdu.ts';
import type { SimulatedMemory } from '#modbus/simulated-memory.ts';
import { SpoiltAnswers } from '#wire/spoilt-answers.ts';

export interface ModbusSimulatorParts {
  readonly wire: ModbusWire;
  /** The far end of the line. */
  readonly connection: Connection;
  /** Only for faults that take time. */
  readonly clock: Clock;
  readonly memory: SimulatedMemory;
  /** Before each answer: time to put the next numbers into memory. */
  readonly onAsked?: (device: number, request: ReadRequest) => void;
}

const exceptionBit = 0x80;
const illegalAddress = 2;

/**
 * Plays the devices on a line: answers reads from memory, with an exception where a register does not exist, and not at
 * all for a device that is not there. It cannot be written to.
 */
export class ModbusSimulator extends SpoiltAnswers {
  readonly #parts: ModbusSimulatorParts;

  constructor(parts: ModbusSimulatorParts) {
    super(parts.connection, parts.clock);
    this.#parts = parts;
    const framer = requestFramer(parts.wire);
    parts.connection.onData((bytes) => {
      for (const request of framer.push(bytes, parts.clock.monoUs())) this.#obey(request);
    });
  }

  #obey({ device, number, content }: Addressed<ReadRequest>): void {
    const { memory, wire, onAsked } = this.#parts;
    if (this.isMute || !memory.has(device)) return;
    onAsked?.(device, content);
    const pdu = answerPdu(content, memory.data(device, content));
    this.answer(wrap(wire, device, pdu, number ?? 0));
  }
}

function answerPdu({ function: read }: ReadRequest, data: Uint8Array | null): Uint8Array {
  return data === null
    ? Uint8Array.of(read | exceptionBit, illegalAddress)
    : Uint8Array.of(read, data.length, ...data);
}
