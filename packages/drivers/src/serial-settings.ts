import { parseSettings, type SettingField, type Settings } from '@artisan-ts/contracts';
import { ok, type Result } from '@artisan-ts/domain';
import { clockRateField, type PaceSettings, paceOf } from '#pace-fields.ts';

/** What a person says to connect a device of which everything is known but its serial port. */
export const serialDeviceFields: readonly SettingField[] = [
  {
    name: 'port',
    label: 'Port',
    help: 'The serial port of the machine: /dev/ttyUSB0 or /dev/ttyACM0 on Linux, COM3 on Windows, /dev/cu.usbserial-… on a Mac.',
    kind: 'text',
    finds: { isSerial: true },
    maxLength: 256,
  },
  {
    name: 'intervalS',
    label: 'Interval',
    help: 'Seconds between readings.',
    kind: 'number',
    default: 1,
    min: 0.2,
    max: 60,
    unit: 's',
  },
  clockRateField,
];

/** Checked settings of such a device. */
export interface SerialDeviceSettings extends PaceSettings {
  readonly port: string;
  /** With defaults filled in; this is what is stored. */
  readonly stored: Settings;
}

/** @returns a refusal `driver.settings` that names the setting */
export function serialDeviceSettings(
  raw: Readonly<Record<string, unknown>>,
): Result<SerialDeviceSettings> {
  const parsed = parseSettings(serialDeviceFields, raw);
  if (!parsed.ok) return parsed;
  const stored = parsed.value;
  return ok({
    port: String(stored['port']),
    ...paceOf(stored),
    stored,
  });
}
