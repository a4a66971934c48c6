import type { DriverKind } from '@artisan-ts/runtime';
import { isolatedDriver } from '#bridge/isolated-driver.ts';

/** Drivers that load native code to reach a device; the others cannot take this process along. */
const nativeDrivers: readonly string[] = [
  'tc4',
  'modbus',
  'line',
  'hottop',
  'kaleido',
  'santoker',
  'aillio',
];

/** The driver in a process of its own when it touches real hardware, otherwise as it is; `folder` as in {@link Isolation}. */
export function isolateHardware(kind: DriverKind, folder: string | null): DriverKind {
  return nativeDrivers.includes(kind.name) ? isolatedDriver(kind, { folder }) : kind;
}
