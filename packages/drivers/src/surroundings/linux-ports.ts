import { constants } from 'node:fs';
import { access, readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SerialPortDto } from '@artisan-ts/contracts';

/** How far above a port its USB device stands in the tree of the kernel. */
const levelsUp = 6;

/**
 * The serial ports of Linux as the kernel lists them below `/sys/class/tty`, each with the maker of its USB device. None is
 * opened: what the person may not do is asked of the file system.
 */
export async function linuxPorts(sys = '/sys', dev = '/dev'): Promise<SerialPortDto[]> {
  const names = await readdir(join(sys, 'class/tty')).catch(() => []);
  const ports = await Promise.all(names.map((name) => portOf(sys, dev, name)));
  return ports
    .filter((port) => port !== null)
    .toSorted((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
}

async function portOf(sys: string, dev: string, name: string): Promise<SerialPortDto | null> {
  // A terminal without a device behind it is no port.
  const device = await realpath(join(sys, 'class/tty', name, 'device')).catch(() => null);
  // The kernel names four ports of old computers whether they are there or not.
  if (device === null || device.includes('/platform/serial8250')) return null;
  const path = join(dev, name);
  const mayOpen = await access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
  return { path, label: await makerAbove(device), mayOpen };
}

/** Maker and product of the USB device that a port belongs to; empty: it belongs to none. */
async function makerAbove(device: string): Promise<string> {
  for (let level = 0, folder = device; level < levelsUp; level++, folder = dirname(folder)) {
    const product = await textIn(folder, 'product');
    if (product === '') continue;
    const maker = await textIn(folder, 'manufacturer');
    return maker === '' ? product : `${maker} ${product}`;
  }
  return '';
}

async function textIn(folder: string, file: string): Promise<string> {
  const text = await readFile(join(folder, file), 'utf8').catch(() => '');
  return text.trim().slice(0, 80);
}
