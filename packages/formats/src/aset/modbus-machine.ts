import { type AsetInput, deviceInputs } from '#aset/channel-names.ts';
import type { AsetFields } from '#aset/fields.ts';
import { dividers, readingBy } from '#aset/formula.ts';
import { channelMap, type FoundChannel, type FoundDevice } from '#aset/found-device.ts';

/** The transports of Artisan by number; 2 was never finished there. */
const wires: Readonly<Record<number, string>> = { 0: 'RTU', 1: 'ASCII', 3: 'TCP', 4: 'UDP' };
const inputsMax = 10;
/** Extra devices that read inputs 3 and 4, 5 and 6, ... */
const extraIds = [33, 55, 109, 150];
const group = 'Modbus';

/** The registers that Artisan reads over Modbus. */
export function modbusDevice(fields: AsetFields): FoundDevice {
  const wire = wires[fields.number(group, 'type') ?? 0] ?? 'RTU';
  const inputs = deviceInputs(fields, extraIds);
  const channels: FoundChannel[] = [];
  const leftOut: FoundDevice['leftOut'][number][] = [];
  for (let input = 1; input <= inputsMax; input++) {
    const said = inputs[input - 1] ?? { label: `Input ${input}`, formula: '' };
    const entry = entryOf(fields, input, said);
    if (entry === null) continue;
    if ('detail' in entry) channels.push(entry);
    else leftOut.push(entry);
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
      channels: channelMap(channels),
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

/** One input, or why it cannot be read; null: it is not used. */
function entryOf(
  fields: AsetFields,
  input: number,
  { label: name, formula }: AsetInput,
): FoundChannel | FoundDevice['leftOut'][number] | null {
  const number = (key: string): number | null => fields.number(group, `input${input}${key}`);
  const device = number('deviceId') ?? number('slave') ?? 0;
  if (device === 0) return null;
  const register = number('register') ?? 0;
  const code = number('code') ?? 3;
  if (device < 0 || device > 255) return { name, why: `no device has the number ${device}` };
  if (register < 0 || register > 65_535) return { name, why: `there is no register ${register}` };
  if (![1, 2, 3, 4].includes(code)) return { name, why: `function ${code} reads nothing` };
  const type = code < 3 ? 'bit' : typeOf(fields, input);
  const mode = fields.text(group, `input${input}mode`) ?? '';
  const unit = mode === 'C' || mode === 'F' ? ` ${mode}` : '';
  const { divider, why } = readingBy(formula, {
    divider: type === 'bit' ? 1 : (dividers[number('div') ?? 0] ?? 1),
    isPlain: type !== 'bit' && unit === '',
    mayTakeOne: false,
  });
  const read = code === 3 ? '' : ` fc${code}`;
  const by = divider === 1 ? '' : `/${divider}`;
  return { name, detail: `${device}:${register}${read} ${type}${by}${unit}`, why };
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
