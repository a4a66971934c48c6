import type { DeviceModel } from '@artisan-ts/runtime';
import { brandAndModel } from '#brands.ts';
import { s7MachineTable } from '#s7/machine-table.ts';

/** A machine that can be chosen by name: what its owner would otherwise have to find out. */
export interface S7Machine {
  readonly name: string;
  /** As delivered. */
  readonly address: string;
  /** Rack and slot of the CPU: `0/1`. */
  readonly place: string;
  /** In the notation of `map.ts`. */
  readonly channels: string;
}

/** The machines whose memory is known, by name. */
export const s7Machines: ReadonlyMap<string, S7Machine> = new Map(
  s7MachineTable
    .split('\n')
    .filter((row) => row !== '')
    .map((row) => {
      const [name = '', address = '', place = '', channels = ''] = row.split(' | ');
      return [name, { name, address, place, channels }] as const;
    }),
);

/** The same machines as a person chooses them. */
export const s7Models: readonly DeviceModel[] = [...s7Machines.keys()].map((name) => ({
  ...brandAndModel(name),
  settings: { machine: name },
  wire: 'network',
}));
