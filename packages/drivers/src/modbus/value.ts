/** How a number lies in registers; `bit` is one coil or discrete input. */
export const modbusTypes = ['u16', 's16', 'u32', 's32', 'f32', 'bcd16', 'bcd32', 'bit'] as const;
export type ModbusType = (typeof modbusTypes)[number];

/** Which half of a 32-bit number stands in the register with the lower address. */
export const wordOrders = ['low word first', 'high word first'] as const;
export type WordOrder = (typeof wordOrders)[number];

/** Registers (or bits) that a value takes. */
export function registersOf(type: ModbusType): 1 | 2 {
  return type === 'u32' || type === 's32' || type === 'f32' || type === 'bcd32' ? 2 : 1;
}

/**
 * The number in these registers, before any divider; null when they hold none of that type (a hexadecimal digit where
 * decimal ones are expected). A float may be NaN or infinite.
 */
export function decodeValue(
  type: ModbusType,
  registers: readonly number[],
  order: WordOrder,
): number | null {
  const [first = 0, second = 0] = registers;
  const [high, low] = order === 'low word first' ? [second, first] : [first, second];
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, registersOf(type) === 2 ? high : 0);
  view.setUint16(2, registersOf(type) === 2 ? low : first);
  switch (type) {
    case 'bit':
    case 'u16':
      return first;
    case 's16':
      return view.getInt16(2);
    case 'u32':
      return view.getUint32(0);
    case 's32':
      return view.getInt32(0);
    case 'f32':
      return view.getFloat32(0);
    case 'bcd16':
    case 'bcd32':
      return decimalDigits(view.getUint32(0).toString(16));
  }
}

function decimalDigits(hex: string): number | null {
  return /^\d+$/.test(hex) ? Number(hex) : null;
}

/** The registers that hold a number: what a simulator keeps. The nearest that the type can hold. */
export function encodeValue(type: ModbusType, value: number, order: WordOrder): readonly number[] {
  const view = new DataView(new ArrayBuffer(4));
  switch (type) {
    case 'bit':
      return [value === 0 ? 0 : 1];
    case 'u16':
    case 'u32':
    case 's16':
    case 's32':
      view.setInt32(0, Math.round(value));
      break;
    case 'bcd16':
    case 'bcd32':
      view.setUint32(0, Number.parseInt(String(Math.round(value)), 16));
      break;
    case 'f32':
      view.setFloat32(0, value);
      break;
  }
  const [high, low] = [view.getUint16(0), view.getUint16(2)];
  if (registersOf(type) === 1) return [low];
  return order === 'low word first' ? [low, high] : [high, low];
}
