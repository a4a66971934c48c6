import type { DeviceModel } from '@artisan-ts/runtime';
import { brandAndModel } from '#brands.ts';
import { type ModbusWire, modbusWires } from '#modbus/frame.ts';
import { modbusMachineTable } from '#modbus/machine-table.ts';
import type { WordOrder } from '#modbus/value.ts';

/** A machine that can be chosen by name: what its owner would otherwise have to find out. */
export interface ModbusMachine {
  readonly name: string;
  readonly wire: ModbusWire;
  /** `192.168.0.20:502` as delivered; empty where it is not known or the machine is on a serial line. */
  readonly address: string;
  /** `9600 8N1`; empty on a network. */
  readonly line: string;
  readonly order: WordOrder;
  /** In the notation of `map.ts`. */
  readonly channels: string;
}

/** The machines whose registers are known, by name. */
export const modbusMachines: ReadonlyMap<string, ModbusMachine> = new Map(
  modbusMachineTable
    .split('\n')
    .filter((row) => row !== '')
    .map((row) => machineOf(row))
    .map((machine) => [machine.name, machine] as const),
);

/** The same machines as a person chooses them. */
export const modbusModels: readonly DeviceModel[] = [...modbusMachines.values()].map(
  ({ name, wire }) => ({
    ...brandAndModel(name),
    settings: { machine: name },
    wire: wire === 'RTU' || wire === 'ASCII' ? 'serial' : 'network',
  }),
);

function machineOf(row: string): ModbusMachine {
  const [name = '', wireText = '', link = '', channels = ''] = row.split(' | ');
  const [wireName, words] = wireText.split(' ', 2);
  const wire = modbusWires.find((one) => one === wireName) ?? 'TCP';
  const isSerial = wire === 'RTU' || wire === 'ASCII';
  return {
    name,
    wire,
    address: isSerial || link.startsWith('?') ? '' : link,
    line: isSerial ? link : '',
    order: words === 'BE-words' ? 'high word first' : 'low word first',
    channels,
  };
}
