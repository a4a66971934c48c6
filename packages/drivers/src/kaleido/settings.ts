import { parseSettings, type SettingField, type Settings } from '@artisan-ts/contracts';
import { ok, type Result, refuse, type TemperatureUnit } from '@artisan-ts/domain';
import { temperatureChoices } from '#choices.ts';
import {
  clockRateField,
  intervalField,
  type PaceSettings,
  paceOf,
  replyTimeoutField,
  replyTimeoutUsOf,
} from '#pace-fields.ts';
import { addressText, parseAddress } from '#transport/address.ts';

const httpPort = 80;

/** What a person says to connect a Kaleido. */
export const kaleidoFields: readonly SettingField[] = [
  {
    name: 'wire',
    label: 'Wire',
    help: 'Over the network, or the USB cable (a serial port).',
    kind: 'choice',
    default: 'network',
    choices: [
      { value: 'network', label: 'Network' },
      { value: 'serial', label: 'USB cable (serial port)' },
    ],
  },
  {
    name: 'address',
    label: 'Address or port',
    help: 'In the network 192.168.0.9; by cable /dev/ttyUSB0 or COM3.',
    kind: 'text',
    finds: { isSerial: true, tcpPort: httpPort },
    maxLength: 256,
  },
  {
    name: 'unit',
    label: 'Unit on the wire',
    help: 'The unit the machine is asked to answer in. Values are stored in Celsius either way.',
    kind: 'choice',
    default: 'C',
    choices: temperatureChoices,
  },
  intervalField(),
  replyTimeoutField({ max: 60 }),
  clockRateField,
];

/** Checked settings, as the driver uses them. */
export interface KaleidoSettings extends PaceSettings {
  /** `ws://192.168.0.9:80/ws`, or a serial port. */
  readonly link: { readonly kind: 'network' | 'serial'; readonly place: string };
  readonly unit: TemperatureUnit;
  readonly replyTimeoutUs: number;
  /** With defaults filled in; this is what is stored. */
  readonly stored: Settings;
}

/** @returns a refusal `driver.settings` that names the setting */
export function kaleidoSettings(raw: Readonly<Record<string, unknown>>): Result<KaleidoSettings> {
  const parsed = parseSettings(kaleidoFields, raw);
  if (!parsed.ok) return parsed;
  const said = parsed.value;
  const address = String(said['address']).trim();
  const net = said['wire'] === 'network' ? parseAddress(address, httpPort) : null;
  const url = net && `ws://${addressText(net)}/ws`;
  if ((url === null || !URL.canParse(url)) && said['wire'] === 'network') {
    return refuse('driver.settings', `address: wants one such as 192.168.0.9, got "${address}"`);
  }
  return ok({
    link: url === null ? { kind: 'serial', place: address } : { kind: 'network', place: url },
    unit: said['unit'] === 'F' ? 'F' : 'C',
    replyTimeoutUs: replyTimeoutUsOf(said),
    ...paceOf(said),
    stored: said,
  });
}
