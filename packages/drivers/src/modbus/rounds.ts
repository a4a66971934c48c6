import type { ModbusEntry } from '#modbus/map.ts';
import { bitsMax, type ReadRequest, readsBits, registersMax } from '#modbus/pdu.ts';
import { registersOf } from '#modbus/value.ts';

/** One request and the channels whose numbers are in its answer. */
export interface ModbusBatch extends ReadRequest {
  readonly device: number;
  /** Places in the map. */
  readonly entries: readonly number[];
}

/**
 * The requests of one round: neighbours are read together, for a bus at 9600 baud has time for few. `gapMax` registers
 * between them that nobody asked for may be read along. The request with the first channel comes first.
 */
export function batchesOf(entries: readonly ModbusEntry[], gapMax: number): readonly ModbusBatch[] {
  const order = entries.map((_, index) => index);
  order.sort((a, b) => placeOf(entries[a]) - placeOf(entries[b]) || a - b);
  const batches: ModbusBatch[] = [];
  for (const index of order) {
    const entry = entries[index];
    if (entry === undefined) continue;
    const last = batches.at(-1);
    const joined = last === undefined ? null : joinedBatch(last, entry, index, gapMax);
    if (joined === null) batches.push(batchOf(entry, index));
    else batches[batches.length - 1] = joined;
  }
  const rank = ({ entries: at }: ModbusBatch): number => Math.min(...at);
  return batches.sort((a, b) => rank(a) - rank(b));
}

/** Orders by device, function and address. */
function placeOf(entry: ModbusEntry | undefined): number {
  if (entry === undefined) return 0;
  return (entry.device * 8 + entry.function) * 65_536 + entry.address;
}

function batchOf(entry: ModbusEntry, index: number): ModbusBatch {
  const { device, function: code, address, type } = entry;
  return { device, function: code, address, count: registersOf(type), entries: [index] };
}

function joinedBatch(
  batch: ModbusBatch,
  entry: ModbusEntry,
  index: number,
  gapMax: number,
): ModbusBatch | null {
  if (batch.device !== entry.device || batch.function !== entry.function) return null;
  const end = batch.address + batch.count;
  if (entry.address > end + gapMax) return null;
  const newEnd = Math.max(end, entry.address + registersOf(entry.type));
  const count = newEnd - batch.address;
  if (count > (readsBits(batch.function) ? bitsMax : registersMax)) return null;
  return { ...batch, count, entries: [...batch.entries, index] };
}
