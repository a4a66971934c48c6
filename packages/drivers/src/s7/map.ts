import { ok, type Result } from '@artisan-ts/domain';
import { badChannel, parseChannelList } from '#channel-list.ts';
import { type MappedValue, mappedEnd, parseMappedEnd } from '#mapped-value.ts';

/** Parts of a PLC's memory that can be read byte by byte, and their codes on the wire. */
export const s7Areas = { DB: 0x84, PE: 0x81, PA: 0x82, MK: 0x83 } as const;
export type S7Area = keyof typeof s7Areas;

/** How a number lies in the memory, high byte first, and the bytes it takes. */
export const s7Types = { INT: 2, UINT: 2, DINT: 4, REAL: 4, BYTE: 1, BOOL: 1 } as const;
export type S7Type = keyof typeof s7Types;

/** One channel of a machine: where its number lies and what it means. */
export interface S7Entry extends MappedValue {
  readonly area: S7Area;
  /** Number of the data block; 0 in the other areas. */
  readonly block: number;
  readonly byte: number;
  /** Of a BOOL; otherwise 0. */
  readonly bit: number;
  readonly type: S7Type;
  /** The stored number is one too high, and 0 says that the machine regulates itself. */
  readonly isOneTooHigh: boolean;
}

const numberMax = 65_535;

/** `BT=DB3.118 REAL C`, `Air=MK.32 INT/10`, `Burner=DB2.14 INT-1`, `On=DB2.4.3 BOOL`. */
const entryForm = new RegExp(
  String.raw`^(.{1,40}?)\s*=\s*(?:DB(\d{1,5})|(PE|PA|MK))\.(\d{1,5})(?:\.([0-7]))?\s+([A-Z]+)(-1)?${mappedEnd}$`,
);

/**
 * Where a machine's numbers lie, as people write it: `BT=DB3.118 REAL C; ET=DB3.114 REAL C`.
 *
 * @returns a refusal `driver.settings` that names the part that cannot be read
 */
export function parseS7Map(text: string): Result<readonly S7Entry[]> {
  return parseChannelList(text, 'BT=DB3.118 REAL C; ET=DB3.114 REAL C', parseEntry);
}

function parseEntry(part: string): Result<S7Entry> {
  const found = entryForm.exec(part);
  const [, label = '', block, areaText, byte, bit, typeText = '', high, divider, unit] =
    found ?? [];
  const type = isType(typeText) ? typeText : null;
  if (found === null || type === null) {
    const types = Object.keys(s7Types).join(', ');
    return badChannel(part, `is not "name=DB3.118 type", type being ${types}`);
  }
  if ((bit !== undefined) !== (type === 'BOOL')) {
    return badChannel(part, 'must say a bit (DB2.4.3) with BOOL, and with no other type');
  }
  const place = { block: Number(block ?? 0), byte: Number(byte) };
  if (place.block > numberMax || place.byte > numberMax)
    return badChannel(part, 'lies beyond 65535');
  const end = parseMappedEnd(divider, unit);
  if (end === null) return badChannel(part, 'divides by nothing');
  return ok({
    label,
    area: areaText === 'PE' || areaText === 'PA' || areaText === 'MK' ? areaText : 'DB',
    ...place,
    bit: Number(bit ?? 0),
    type,
    isOneTooHigh: high !== undefined,
    ...end,
  });
}

function isType(text: string): text is S7Type {
  return Object.hasOwn(s7Types, text);
}
