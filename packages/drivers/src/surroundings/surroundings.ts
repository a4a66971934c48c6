import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { LocalNetworkDto } from '@artisan-ts/contracts';
import type { Surroundings } from '@artisan-ts/runtime';
import { linuxPorts } from '#surroundings/linux-ports.ts';
import { macPorts } from '#surroundings/mac-ports.ts';
import { windowsPorts } from '#surroundings/windows-ports.ts';

/** What is around this computer: its own lists of ports and networks, and who accepts a connection. */
export const systemSurroundings: Surroundings = {
  serialPorts: async () => {
    switch (process.platform) {
      case 'linux':
        return { platform: 'linux', items: await linuxPorts() };
      case 'darwin':
        return { platform: 'macos', items: await macPorts() };
      case 'win32':
        return { platform: 'windows', items: await windowsPorts() };
      default:
        return { platform: 'other', items: [] };
    }
  },
  networks: () => networksOf(networkInterfaces()),
  accepts,
};

/** The IPv4 networks of some interfaces, each once; not the one that a computer has with itself. */
export function networksOf(
  interfaces: ReturnType<typeof networkInterfaces>,
): readonly LocalNetworkDto[] {
  const found = new Map<string, LocalNetworkDto>();
  for (const addresses of Object.values(interfaces)) {
    for (const { family, internal, address, cidr } of addresses ?? []) {
      if (family !== 'IPv4' || internal || cidr === null) continue;
      const bits = Number(cidr.split('/')[1]);
      const network = `${networkAddress(address, bits)}/${bits}`;
      found.set(network, { network, own: address, hostCount: Math.max(0, 2 ** (32 - bits) - 2) });
    }
  }
  return [...found.values()];
}

function networkAddress(address: string, bits: number): string {
  const size = 2 ** (32 - bits);
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(number / size) * size;
  return [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.');
}

function accepts(
  { host, port }: { readonly host: string; readonly port: number },
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const socket = connect({ host, port, timeout: timeoutMs });
    const end = (accepted: boolean): void => {
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(accepted);
    };
    const stop = (): void => end(false);
    signal.addEventListener('abort', stop, { once: true });
    socket.once('connect', () => end(true));
    socket.once('timeout', stop);
    socket.once('error', stop);
  });
}
