import { driverKinds, serialTransport } from '@artisan-ts/drivers';
import type { DriverKind } from '@artisan-ts/runtime';
import { readRoast } from '#files/read-roast.ts';

/** Every driver, joined to this computer's ports and files. */
export function builtInDrivers(): readonly DriverKind[] {
  return driverKinds({
    openSerial: serialTransport,
    loadRoast: (path) => {
      const file = readRoast(path);
      return file.ok ? { ok: true, value: file.value.record } : file;
    },
  });
}
