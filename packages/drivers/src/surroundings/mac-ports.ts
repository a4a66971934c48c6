import { readdir } from 'node:fs/promises';
import type { SerialPortDto } from '@artisan-ts/contracts';

/** Ports of macOS that no roaster is on. */
const notDevices = /Bluetooth-Incoming-Port|debug-console|wlan-debug/;

/** The call-out ports of macOS, from the names below `/dev`. */
export async function macPorts(dev = '/dev'): Promise<SerialPortDto[]> {
  const names = await readdir(dev).catch(() => []);
  return names
    .filter((name) => name.startsWith('cu.') && !notDevices.test(name))
    .toSorted()
    .map((name) => ({ path: `${dev}/${name}`, label: name.slice('cu.'.length), mayOpen: true }));
}
