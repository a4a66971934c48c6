import { parseSettings, type SettingField, type Settings } from '@artisan-ts/contracts';
import { type Channel, ok, type Result, refuse } from '@artisan-ts/domain';
import { labelledChannels } from '#channel-labels.ts';
import { type LinePattern, parseLinePattern } from '#line/pattern.ts';
import { clockRateField, intervalField, type PaceSettings, paceOf } from '#pace-fields.ts';
import { type NetAddress, parseAddress } from '#transport/address.ts';
import { parseSerialLine, type SerialLine } from '#transport/serial-line.ts';

/** What a person says to connect a device that sends lines of text. */
export const lineFields: readonly SettingField[] = [
  {
    name: 'wire',
    label: 'Wire',
    help: 'A serial port, or a TCP connection to the device.',
    kind: 'choice',
    default: 'serial',
    choices: [
      { value: 'serial', label: 'Serial port' },
      { value: 'TCP', label: 'TCP' },
    ],
  },
  {
    name: 'address',
    label: 'Port or address',
    help: '/dev/ttyUSB0 or COM3; over TCP 192.168.0.5:4000, the port included.',
    kind: 'text',
    finds: { isSerial: true },
    maxLength: 256,
  },
  {
    name: 'line',
    label: 'Serial line',
    help: 'Baud rate, data bits, parity (N, E, O) and stop bits.',
    kind: 'text',
    default: '9600 8N1',
    maxLength: 12,
  },
  {
    name: 'pattern',
    label: 'What a line looks like',
    help: 'Numbers in braces with their name, * for any text, the rest as it stands: {BT C},{ET/10 C},*. F for Fahrenheit, /10 divides; without a letter it is no temperature.',
    kind: 'text',
    default: '{BT C},{ET C}',
    maxLength: 400,
  },
  intervalField({
    help: 'Seconds between readings. A device that sends oftener is thinned.',
    min: 0.1,
  }),
  clockRateField,
];

/** Where the lines come from. */
export type LineLink =
  | { readonly kind: 'serial'; readonly port: string; readonly line: SerialLine }
  | { readonly kind: 'tcp'; readonly address: NetAddress };

/** Checked settings, as the driver uses them. */
export interface LineSettings extends PaceSettings {
  readonly link: LineLink;
  readonly pattern: LinePattern;
  readonly channels: readonly Channel[];
  /** With defaults filled in; this is what is stored. */
  readonly stored: Settings;
}

/** @returns a refusal `driver.settings` that names the setting */
export function lineSettings(raw: Readonly<Record<string, unknown>>): Result<LineSettings> {
  const parsed = parseSettings(lineFields, raw);
  if (!parsed.ok) return parsed;
  const said = parsed.value;
  const pattern = parseLinePattern(String(said['pattern']));
  if (!pattern.ok) return pattern;
  const link = linkOf(said);
  if (!link.ok) return link;
  const { fields } = pattern.value;
  return ok({
    link: link.value,
    pattern: pattern.value,
    channels: labelledChannels(fields.map(({ label, unit }) => ({ label, unit, step: null }))),
    ...paceOf(said),
    stored: said,
  });
}

function linkOf(said: Settings): Result<LineLink> {
  const place = String(said['address']).trim();
  if (said['wire'] === 'TCP') {
    const address = parseAddress(place, 0);
    if (address === null) {
      return refuse(
        'driver.settings',
        `address: wants one such as 192.168.0.5:4000, got "${place}"`,
      );
    }
    return ok({ kind: 'tcp', address });
  }
  const line = parseSerialLine(String(said['line']));
  if (line === null) {
    return refuse('driver.settings', `line: wants one such as 9600 8N1, got "${said['line']}"`);
  }
  return ok({ kind: 'serial', port: place, line });
}
