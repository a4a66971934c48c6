import { parseSettings, type SettingField, type Settings } from '@artisan-ts/contracts';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import { clockRateField, intervalField, type PaceSettings, paceOf } from '#pace-fields.ts';
import { type NetAddress, parseAddress } from '#transport/address.ts';

const santokerPort = 20_001;

/** What a person says to connect a Santoker. */
export const santokerFields: readonly SettingField[] = [
  {
    name: 'wire',
    label: 'Wire',
    help: 'Over WiFi, or a cable (a serial port).',
    kind: 'choice',
    default: 'WiFi',
    choices: [
      { value: 'WiFi', label: 'WiFi' },
      { value: 'serial', label: 'Cable (serial port)' },
    ],
  },
  {
    name: 'address',
    label: 'Address or port',
    help: 'As delivered 10.10.100.254:20001, in the network that the machine opens; by cable /dev/ttyUSB0 or COM3.',
    kind: 'text',
    finds: { isSerial: true, tcpPort: santokerPort },
    default: '10.10.100.254:20001',
    maxLength: 256,
  },
  intervalField({ help: 'Seconds between readings. A machine that speaks oftener is thinned.' }),
  clockRateField,
];

/** Checked settings, as the driver uses them. */
export interface SantokerSettings extends PaceSettings {
  readonly link:
    | { readonly kind: 'tcp'; readonly address: NetAddress }
    | { readonly kind: 'serial'; readonly port: string };
  /** With defaults filled in; this is what is stored. */
  readonly stored: Settings;
}

/** @returns a refusal `driver.settings` that names the setting */
export function santokerSettings(raw: Readonly<Record<string, unknown>>): Result<SantokerSettings> {
  const parsed = parseSettings(santokerFields, raw);
  if (!parsed.ok) return parsed;
  const stored = parsed.value;
  const place = String(stored['address']).trim();
  const isSerial = stored['wire'] === 'serial';
  const address = isSerial ? null : parseAddress(place, santokerPort);
  if (address === null && !isSerial) {
    return refuse(
      'driver.settings',
      `address: wants one such as 10.10.100.254:20001, got "${place}"`,
    );
  }
  if (isSerial && /^[\d.]+:\d+$/.test(place)) {
    return refuse('driver.settings', 'address: by cable it is a port such as /dev/ttyUSB0 or COM3');
  }
  return ok({
    link: address === null ? { kind: 'serial', port: place } : { kind: 'tcp', address },
    ...paceOf(stored),
    stored,
  });
}
