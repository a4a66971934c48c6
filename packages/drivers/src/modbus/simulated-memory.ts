import { Celsius, temperatureIn } from '@artisan-ts/domain';
import { scaleOf } from '#mapped-value.ts';
import type { ModbusMeaning } from '#modbus/channels.ts';
import { type ReadFunction, type ReadRequest, readsBits } from '#modbus/pdu.ts';
import { encodeValue } from '#modbus/value.ts';

/** The registers of simulated devices; what was never set does not exist, and reading it is refused. */
export class SimulatedMemory {
  readonly #registers = new Map<string, number>();

  set(device: number, code: ReadFunction, address: number, values: readonly number[]): void {
    values.forEach((value, at) => {
      this.#registers.set(placeOf(device, code, address + at), value);
    });
  }

  /** The data of an answer; null when a register does not exist. */
  data(device: number, { function: code, address, count }: ReadRequest): Uint8Array | null {
    const values = Array.from({ length: count }, (_, at) =>
      this.#registers.get(placeOf(device, code, address + at)),
    );
    if (values.some((value) => value === undefined)) return null;
    return readsBits(code) ? packedBits(values) : bigEndian(values);
  }

  has(device: number): boolean {
    return [...this.#registers.keys()].some((place) => place.startsWith(`${device}:`));
  }
}

function placeOf(device: number, code: ReadFunction, address: number): string {
  return `${device}:${code}:${address}`;
}

function packedBits(bits: readonly (number | undefined)[]): Uint8Array {
  const data = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, at) => {
    if (bit) data[at >> 3] = (data[at >> 3] ?? 0) | (1 << (at & 7));
  });
  return data;
}

function bigEndian(registers: readonly (number | undefined)[]): Uint8Array {
  return Uint8Array.from(registers.flatMap((value = 0) => [value >> 8, value & 0xff]));
}

/**
 * Puts numbers where a map has them: temperatures in Celsius, everything else as the machine shows it. Null leaves a
 * place as it is.
 */
export function setByMap(
  memory: SimulatedMemory,
  { entries, order, unit }: ModbusMeaning,
  values: readonly (number | null)[],
): void {
  entries.forEach((entry, at) => {
    const value = values[at] ?? null;
    if (value === null) return;
    const scale = scaleOf(entry, unit);
    const shown = scale === null ? value : temperatureIn(scale, Celsius(value));
    const registers = encodeValue(entry.type, shown * entry.divider, order);
    memory.set(entry.device, entry.function, entry.address, registers);
  });
}
