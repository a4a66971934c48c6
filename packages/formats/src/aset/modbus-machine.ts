import { extraPairs, inputLabels } from '#aset/channel-names.ts';
import type { AsetFields } from '#aset/fields.ts';

/** What was found of a driver's settings, and what of the device was left out, in words. */
export interface FoundDevice {
  readonly driver: string;
  readonly settings: Readonly<Record<string, string | number>>;
  readonly channels: readonly string[];
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}

/** The transports of Artisan by number; 2 was never finished there. */
const wires: Readonly<Record<number, string>> = { 0: 'RTU', 1: 'ASCII', 3: 'TCP', 4: 'UDP' };
const inputsMax = 10;
const dividers = ['', '/10', '/100'];
/** Extra devices that read inputs 3 and 4, 5 and 6, ... */
const extraIds = [33, 55, 109, 150];
const group = 'Modbus';

/** The registers that Artisan reads over Modbus. */
export function modbusDevice(fields: AsetFields): FoundDevice {
  const wire = wires[fields.number(group, 'type') ?? 0] ?? 'RTU';
  const labels = inputLabels(extraPairs(fields), extraIds);
  const channels: string[] = [];
  const leftOut: FoundDevice['leftOut'][number][] = [];
  for (let input = 1; input <= inputsMax; input++) {
    const name = labels[input - 1] ?? `Input ${input}`;
    const entry = entryOf(fields, input, name);
    if (entry === null) continue;
    if ('why' in entry) leftOut.push({ name, why: entry.why });
    else channels.push(entry.text);
  }
  const isSerial = wire === 'RTU' || wire === 'ASCII';
  const comport = fields.text(group, 'comport') ?? '';
  const host = fields.text(group, 'host') ?? '';
  const wordOrder = fields.flag(group, 'wordorderLittle') ? 'low word first' : 'high word first';
  return {
    driver: 'modbus',
    channels,
    leftOut,
    settings: {
      machine: 'other',
      wire,
      address: isSerial ? comport : `${host}:${fields.number(group, 'port') ?? 502}`,
      line: isSerial ? serialLine(fields, group) : '',
      channels: channels.join('; '),
      wordOrder,
    },
  };
}

/** `9600 8N1` as a group of Artisan says it in four settings. */
export function serialLine(fields: AsetFields, from: string): string {
  const baud = fields.number(from, 'baudrate') ?? 9600;
  const bits = fields.number(from, 'bytesize') ?? 8;
  const parity = fields.text(from, 'parity') ?? 'N';
  const stops = fields.number(from, 'stopbits') ?? 1;
  return `${baud} ${bits}${parity}${stops}`;
}

/** One input; null: it is not used. */
function entryOf(
  fields: AsetFields,
  input: number,
  label: string,
): { readonly text: string } | { readonly why: string } | null {
  const number = (name: string): number | null => fields.number(group, `input${input}${name}`);
  const device = number('slave') ?? 0;
  if (device === 0) return null;
  const register = number('register') ?? 0;
  const code = number('code') ?? 3;
  if (device < 0 || device > 255) return { why: `no device has the number ${device}` };
  if (register < 0 || register > 65_535) return { why: `there is no register ${register}` };
  if (![1, 2, 3, 4].includes(code)) return { why: `function ${code} reads nothing` };
  const type = code < 3 ? 'bit' : typeOf(fields, input);
  const divider = type === 'bit' ? '' : (dividers[number('div') ?? 0] ?? '');
  const mode = fields.text(group, `input${input}mode`) ?? '';
  const unit = mode === 'C' || mode === 'F' ? ` ${mode}` : '';
  const read = code === 3 ? '' : ` fc${code}`;
  return { text: `${label}=${device}:${register}${read} ${type}${divider}${unit}` };
}

/** Five switches of Artisan say how registers are read. */
function typeOf(fields: AsetFields, input: number): string {
  const flag = (name: string): boolean => fields.flag(group, `input${input}${name}`);
  if (flag('float')) return 'f32';
  if (flag('bcd')) return 'bcd32';
  if (flag('BCDsAsInt')) return 'bcd16';
  if (flag('FloatsAsInt')) return flag('Signed') ? 's32' : 'u32';
  return flag('Signed') ? 's16' : 'u16';
}
