import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linuxPorts } from '#surroundings/linux-ports.ts';
import { macPorts } from '#surroundings/mac-ports.ts';
import { networksOf, systemSurroundings } from '#surroundings/surroundings.ts';
import { registryPorts } from '#surroundings/windows-ports.ts';

describe('serial ports', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'artisan-sys-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** A port of the kernel with its device somewhere below `sys/devices`. */
  const port = (name: string, device: string) => {
    const folder = join(root, 'sys/devices', device);
    mkdirSync(folder, { recursive: true });
    mkdirSync(join(root, 'sys/class/tty', name), { recursive: true });
    symlinkSync(folder, join(root, 'sys/class/tty', name, 'device'));
    mkdirSync(join(root, 'dev'), { recursive: true });
    writeFileSync(join(root, 'dev', name), '');
    return folder;
  };

  it('of Linux are those with a device behind them, with the maker of the converter', async () => {
    const converter = join(port('ttyUSB10', 'usb1/1-1/1-1:1.0/ttyUSB10'), '../..');
    writeFileSync(join(converter, 'product'), 'USB Serial\n');
    writeFileSync(join(converter, 'manufacturer'), 'QinHeng\n');
    port('ttyUSB9', 'usb1/1-2/1-2:1.0/ttyUSB9');
    port('ttyS0', 'platform/serial8250/tty/ttyS0');
    mkdirSync(join(root, 'sys/class/tty/tty1'), { recursive: true });
    const dev = join(root, 'dev');
    expect(await linuxPorts(join(root, 'sys'), dev)).toEqual([
      { path: join(dev, 'ttyUSB9'), label: '', mayOpen: true },
      { path: join(dev, 'ttyUSB10'), label: 'QinHeng USB Serial', mayOpen: true },
    ]);
    expect(await linuxPorts(join(root, 'nowhere'), dev)).toEqual([]);
  });

  it('of macOS are the call-out ports that a roaster can be on', async () => {
    for (const name of ['cu.usbserial-1', 'tty.usbserial-1', 'cu.Bluetooth-Incoming-Port']) {
      writeFileSync(join(root, name), '');
    }
    expect((await macPorts(root)).map(({ label }) => label)).toEqual(['usbserial-1']);
  });

  it('of Windows are what the registry prints, in the order of their numbers', () => {
    const text =
      'HKEY_LOCAL_MACHINE\\HARDWARE\\DEVICEMAP\\SERIALCOMM\r\n    \\Device\\USBSER000    REG_SZ    COM12\r\n    \\Device\\Serial0    REG_SZ    COM3\r\n';
    expect(registryPorts(text).map(({ path, label }) => [path, label])).toEqual([
      ['COM3', 'Serial0'],
      ['COM12', 'USBSER000'],
    ]);
    expect(registryPorts('')).toEqual([]);
  });
});

describe('the network', () => {
  it('is every IPv4 network of the computer, and not the one with itself', () => {
    const common = { netmask: '', mac: '', scopeid: 0 };
    const networks = networksOf({
      lo: [
        { ...common, family: 'IPv4', internal: true, address: '127.0.0.1', cidr: '127.0.0.1/8' },
      ],
      eth0: [
        {
          ...common,
          family: 'IPv4',
          internal: false,
          address: '192.168.1.77',
          cidr: '192.168.1.77/24',
        },
        { ...common, family: 'IPv6', internal: false, address: 'fe80::1', cidr: 'fe80::1/64' },
      ],
      wifi: [
        {
          ...common,
          family: 'IPv4',
          internal: false,
          address: '172.30.30.9',
          cidr: '172.30.30.9/22',
        },
      ],
    });
    expect(networks).toEqual([
      { network: '192.168.1.0/24', own: '192.168.1.77', hostCount: 254 },
      { network: '172.30.28.0/22', own: '172.30.30.9', hostCount: 1022 },
    ]);
  });

  it('has somebody at a port when a connection is accepted; nothing is said to them', async () => {
    let heard = 0;
    const server = createServer((socket) => {
      socket.on('data', (bytes) => {
        heard += bytes.length;
      });
      socket.on('error', () => undefined);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    const { port } = address;
    const { signal } = new AbortController();
    expect(await systemSurroundings.accepts({ host: '127.0.0.1', port }, 2_000, signal)).toBe(true);
    const closed = new Promise((done) => server.close(done));
    await closed;
    expect(await systemSurroundings.accepts({ host: '127.0.0.1', port }, 2_000, signal)).toBe(
      false,
    );
    expect(heard).toBe(0);
  });
});
