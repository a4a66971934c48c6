import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { SerialPortDto } from '@artisan-ts/contracts';

const key = 'HKLM\\HARDWARE\\DEVICEMAP\\SERIALCOMM';
const registryMsMax = 5_000;

/** The serial ports of Windows, from the registry; no port is opened. */
export async function windowsPorts(): Promise<SerialPortDto[]> {
  const asked = promisify(execFile)('reg', ['query', key], { timeout: registryMsMax });
  // Without any port the key is not there, and the command fails.
  const { stdout } = await asked.catch(() => ({ stdout: '' }));
  return registryPorts(stdout);
}

/** The ports in what `reg query` prints: `\Device\Serial2    REG_SZ    COM3`. */
export function registryPorts(text: string): SerialPortDto[] {
  return [...text.matchAll(/\\Device\\(\S+)\s+REG_SZ\s+(COM\d{1,3})/g)]
    .map(([, device = '', path = '']) => ({ path, label: device, mayOpen: true }))
    .toSorted((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
}
