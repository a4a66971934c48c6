import { Celsius, temperatureIn } from '@artisan-ts/domain';
import type { Clock, Connection } from '@artisan-ts/runtime';
import { scaleOf } from '#mapped-value.ts';
import type { S7Meaning } from '#s7/channels.ts';
import { encodeAnswer, type S7Item, type S7Query, s7QueryFramer } from '#s7/frame.ts';
import { type S7Entry, s7Types } from '#s7/map.ts';
import { SpoiltAnswers } from '#wire/spoilt-answers.ts';

/** The memory of a simulated PLC: blocks that end behind the last byte that was ever set. */
export class SimulatedBlocks {
  readonly #blocks = new Map<string, number[]>();

  set({ area, block, byte }: Pick<S7Item, 'area' | 'block' | 'byte'>, bytes: Uint8Array): void {
    const name = `${area}${block}`;
    const memory = this.#blocks.get(name) ?? [];
    this.#blocks.set(name, memory);
    while (memory.length < byte + bytes.length) memory.push(0);
    bytes.forEach((value, at) => {
      memory[byte + at] = value;
    });
  }

  /** The bytes, or the code with which a PLC refuses them. */
  read({ area, block, byte, length }: S7Item): Uint8Array | number {
    const memory = this.#blocks.get(`${area}${block}`);
    if (memory === undefined) return 0x0a;
    if (byte + length > memory.length) return 0x05;
    return Uint8Array.from(memory.slice(byte, byte + length));
  }
}

/** Puts numbers where a map has them: temperatures in Celsius, everything else as the machine shows it. */
export function setBlocks(
  blocks: SimulatedBlocks,
  { entries, unit }: S7Meaning,
  values: readonly (number | null)[],
): void {
  entries.forEach((entry, at) => {
    const value = values[at] ?? null;
    if (value === null) return;
    const scale = scaleOf(entry, unit);
    const shown = scale === null ? value : temperatureIn(scale, Celsius(value));
    blocks.set(entry, bytesOf(entry, shown * entry.divider + (entry.isOneTooHigh ? 1 : 0)));
  });
}

function bytesOf({ type, bit }: S7Entry, value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(s7Types[type]));
  switch (type) {
    case 'INT':
    case 'UINT':
      view.setInt16(0, Math.round(value));
      break;
    case 'DINT':
      view.setInt32(0, Math.round(value));
      break;
    case 'REAL':
      view.setFloat32(0, value);
      break;
    case 'BYTE':
      view.setUint8(0, Math.round(value));
      break;
    case 'BOOL':
      view.setUint8(0, value === 0 ? 0 : 1 << bit);
      break;
  }
  return new Uint8Array(view.buffer);
}

export interface S7SimulatorParts {
  /** The far end of the line. */
  readonly connection: Connection;
  /** Only for faults that take time. */
  readonly clock: Clock;
  readonly blocks: SimulatedBlocks;
  /** Before each answer to a read: time to put the next numbers into memory. */
  readonly onRead?: () => void;
}

/** Plays a PLC: connects, agrees on the size of messages, and answers reads. It cannot be written to. */
export class S7Simulator extends SpoiltAnswers {
  readonly #parts: S7SimulatorParts;
  #isConnected = false;

  constructor(parts: S7SimulatorParts) {
    super(parts.connection, parts.clock);
    this.#parts = parts;
    const framer = s7QueryFramer();
    parts.connection.onData((bytes) => {
      for (const { query, number } of framer.push(bytes, parts.clock.monoUs())) {
        if (!this.isMute) this.#obey(query, number);
      }
    });
  }

  #obey(query: S7Query, number: number): void {
    const { blocks, onRead } = this.#parts;
    if (query.kind === 'connect') {
      this.#isConnected = true;
      this.answer(encodeAnswer({ kind: 'connected' }));
    } else if (!this.#isConnected) {
      // A PLC says nothing before it was told which CPU is meant.
    } else if (query.kind === 'setup') {
      this.answer(encodeAnswer({ kind: 'setup', number, error: 0 }));
    } else {
      onRead?.();
      const items = query.items.map((item) => blocks.read(item));
      this.answer(encodeAnswer({ kind: 'read', number, error: 0, items }));
    }
  }
}
