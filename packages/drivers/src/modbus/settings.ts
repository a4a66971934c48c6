import { parseSettings, type SettingField, type Settings } from '@artisan-ts/contracts';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import { named } from '#choices.ts';
import type { ModbusMeaning } from '#modbus/channels.ts';
import { type ModbusWire, modbusWires } from '#modbus/frame.ts';
import { type ModbusMachine, modbusMachines } from '#modbus/machines.ts';
import { parseModbusMap } from '#modbus/map.ts';
import type { ModbusPace } from '#modbus/plan.ts';
import { type WordOrder, wordOrders } from '#modbus/value.ts';
import {
  clockRateField,
  intervalField,
  type PaceSettings,
  paceOf,
  replyTimeoutField,
  replyTimeoutUsOf,
} from '#pace-fields.ts';
import {
  asMachine,
  asMachineChoice,
  machineField,
  machineUnitField,
  usualUnit,
} from '#preset-fields.ts';
import { addressText, type NetAddress, parseAddress } from '#transport/address.ts';
import { parseSerialLine, type SerialLine } from '#transport/serial-line.ts';

const modbusPort = 502;

/** What a person says to connect a machine that speaks Modbus. */
export const modbusFields: readonly SettingField[] = [
  machineField(modbusMachines.keys()),
  {
    name: 'address',
    label: 'Address or port',
    help: 'In a network 192.168.0.20:502; on a serial line the port: /dev/ttyUSB0 on Linux, COM3 on Windows. Empty: where the machine is as delivered.',
    kind: 'text',
    finds: { isSerial: true, tcpPort: modbusPort },
    default: '',
    maxLength: 256,
  },
  {
    name: 'wire',
    label: 'Wire',
    help: 'TCP in a network; RTU or ASCII on a serial line (RS-485, RS-232).',
    kind: 'choice',
    default: asMachine,
    choices: [asMachineChoice, ...named(modbusWires)],
  },
  {
    name: 'line',
    label: 'Serial line',
    help: 'Baud rate, data bits, parity (N, E, O) and stop bits, such as 9600 8N1. Only for RTU and ASCII.',
    kind: 'text',
    default: '',
    maxLength: 12,
  },
  {
    name: 'channels',
    label: 'Channels',
    help: 'What is read: name=device:register type, such as BT=1:360 f32 C; ET=1:362 f32 C. fc4 before the type reads input registers; /10 behind it divides. Addresses count from 0: 40001 in a manual is 0.',
    kind: 'text',
    default: '',
    maxLength: 2000,
  },
  {
    name: 'wordOrder',
    label: 'Order of 32-bit numbers',
    help: 'Which half stands in the first register. If BT shows nonsense, it is the other one.',
    kind: 'choice',
    default: asMachine,
    choices: [asMachineChoice, ...named(wordOrders)],
  },
  machineUnitField,
  intervalField(),
  replyTimeoutField({
    help: 'Seconds to wait for each answer. A slow bus at 2400 baud needs more.',
    seconds: 0.4,
  }),
  {
    name: 'gap',
    label: 'Gap',
    help: 'Registers nobody asked for that may be read along, to ask less often. 0 is safe: some machines refuse registers they do not have.',
    kind: 'number',
    default: 0,
    min: 0,
    max: 100,
    unit: 'registers',
    integer: true,
  },
  clockRateField,
];

/** How to reach the machine. */
export type ModbusLink =
  | { readonly kind: 'serial'; readonly port: string; readonly line: SerialLine }
  | { readonly kind: 'tcp' | 'udp'; readonly address: NetAddress };

/** Checked settings, as the driver uses them. */
export interface ModbusSettings extends PaceSettings {
  readonly link: ModbusLink;
  readonly meaning: ModbusMeaning;
  readonly pace: ModbusPace;
  /** Everything said, nothing left to the machine's name: what is stored keeps its meaning when the table is mended. */
  readonly stored: Settings;
}

/** @returns a refusal `driver.settings` that names the setting */
export function modbusSettings(raw: Readonly<Record<string, unknown>>): Result<ModbusSettings> {
  const parsed = parseSettings(modbusFields, raw);
  if (!parsed.ok) return parsed;
  const said = parsed.value;
  const machine = modbusMachines.get(String(said['machine'])) ?? null;
  const wire = modbusWires.find((one) => one === said['wire']) ?? machine?.wire ?? null;
  if (wire === null) return refuse('driver.settings', 'wire: is wanted for a machine of your own');
  const channels = String(said['channels']) || (machine?.channels ?? '');
  const entries = parseModbusMap(channels);
  if (!entries.ok) return entries;
  const link = linkOf(said, wire, machine);
  if (!link.ok) return link;
  const order = orderOf(said, machine);
  const unit = usualUnit(said, entries.value);
  const pace = paceOf(said);
  return ok({
    link: link.value.link,
    meaning: { entries: entries.value, order, unit },
    pace: {
      wire,
      intervalUs: pace.intervalUs,
      replyTimeoutUs: replyTimeoutUsOf(said),
      gapMax: Number(said['gap']),
    },
    ...pace,
    stored: { ...said, wire, channels, wordOrder: order, unit, ...link.value.stored },
  });
}

function orderOf(said: Settings, machine: ModbusMachine | null): WordOrder {
  const chosen = wordOrders.find((one) => one === said['wordOrder']);
  return chosen ?? machine?.order ?? 'low word first';
}

interface FoundLink {
  readonly link: ModbusLink;
  readonly stored: { readonly address: string; readonly line: string };
}

function linkOf(
  said: Settings,
  wire: ModbusWire,
  machine: ModbusMachine | null,
): Result<FoundLink> {
  const address = String(said['address']) || (machine?.address ?? '');
  if (wire === 'TCP' || wire === 'UDP') {
    const net = parseAddress(address, modbusPort);
    if (net === null) {
      return refuse(
        'driver.settings',
        `address: wants one such as 192.168.0.20:502, got "${address}"`,
      );
    }
    const stored = { address: addressText(net), line: '' };
    return ok({ link: { kind: wire === 'TCP' ? 'tcp' : 'udp', address: net }, stored });
  }
  if (address === '') {
    return refuse('driver.settings', 'address: this machine is on a serial line; name its port');
  }
  const lineText = String(said['line']) || (machine?.line ?? '9600 8N1');
  const line = parseSerialLine(lineText);
  if (line === null) {
    return refuse('driver.settings', `line: wants one such as 9600 8N1, got "${lineText}"`);
  }
  return ok({
    link: { kind: 'serial', port: address, line },
    stored: { address, line: lineText },
  });
}
