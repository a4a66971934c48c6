import { ok, type Result } from '@artisan-ts/domain';
import { badChannel, parseChannelList } from '#channel-list.ts';
import { type MappedValue, mappedEnd, parseMappedEnd } from '#mapped-value.ts';
import { isReadFunction, type ReadFunction, readsBits } from '#modbus/pdu.ts';
import { type ModbusType, modbusTypes } from '#modbus/value.ts';

/** One channel of a machine: where its number lies and what it means. */
export interface ModbusEntry extends MappedValue {
  /** Unit id or slave address, 1 to 255. */
  readonly device: number;
  readonly function: ReadFunction;
  /** Raw, from 0. */
  readonly address: number;
  readonly type: ModbusType;
}

/** `BT=1:360 fc4 u16/10 C`; function 3 where none is stated. */
const entryForm = new RegExp(
  String.raw`^(.{1,40}?)\s*=\s*(\d{1,3}):(\d{1,5})(?:\s+fc(\d))?\s+([a-z0-9]+)${mappedEnd}$`,
);

/**
 * A register map as people write it: `BT=1:360 f32 F; ET=1:440 f32 F`.
 *
 * @returns a refusal `driver.settings` that names the part that cannot be read
 */
export function parseModbusMap(text: string): Result<readonly ModbusEntry[]> {
  return parseChannelList(text, 'BT=1:360 f32 C; ET=1:362 f32 C', parseEntry);
}

function parseEntry(part: string): Result<ModbusEntry> {
  const [, label = '', device, address, code = '3', type, divider, unit] =
    entryForm.exec(part) ?? [];
  const known = modbusTypes.find((one) => one === type);
  if (known === undefined) {
    return badChannel(
      part,
      `is not "name=device:register type", type being ${modbusTypes.join(', ')}`,
    );
  }
  const entry = { device: Number(device), address: Number(address) };
  const functionCode = Number(code);
  if (!isReadFunction(functionCode))
    return badChannel(part, 'asks for a function other than fc1 to fc4');
  if (entry.device < 1 || entry.device > 255)
    return badChannel(part, 'needs a device from 1 to 255');
  if (entry.address > 65_535) return badChannel(part, 'needs a register from 0 to 65535');
  const end = parseMappedEnd(divider, unit);
  if (end === null) return badChannel(part, 'divides by nothing');
  if (readsBits(functionCode) !== (known === 'bit')) {
    return badChannel(part, 'must have type bit with fc1 and fc2, and no other type');
  }
  return ok({ label, ...entry, function: functionCode, type: known, ...end });
}
