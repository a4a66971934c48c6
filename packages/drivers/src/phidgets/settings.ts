import { parseSettings, type SettingField, type Settings } from '@artisan-ts/contracts';
import { type Channel, ok, type Result, refuse } from '@artisan-ts/domain';
import { labelledChannels } from '#channel-labels.ts';
import { badChannel, parseChannelList } from '#channel-list.ts';
import { clockRateField, intervalField, type PaceSettings, paceOf } from '#pace-fields.ts';
import { type NetAddress, parseAddress } from '#transport/address.ts';

const serverPort = 5661;

/** What a person says to read thermometers of Phidgets. */
export const phidgetFields: readonly SettingField[] = [
  {
    name: 'address',
    label: 'Network server',
    help: 'Where the Phidget Network Server runs: localhost (switch it on in the Phidget Control Panel), or the address of a wireless hub. Port 5661 if none is said.',
    kind: 'text',
    finds: { tcpPort: serverPort },
    default: 'localhost',
    maxLength: 256,
  },
  {
    name: 'channels',
    label: 'Channels',
    help: 'name=channel of a Phidget of its own (1048, 1051): BT=0; ET=1. name=port:channel at a hub (TMP1101): BT=2:0; ET=2:1. Before it the serial number where there are several: BT=529183/2:0.',
    kind: 'text',
    default: 'BT=0; ET=1',
    maxLength: 600,
  },
  intervalField(),
  clockRateField,
];

/** A channel: which temperature input of which Phidget. */
export interface PhidgetInput {
  readonly label: string;
  /** Null: whichever is there. */
  readonly serial: number | null;
  /** Of its hub; null: any, or it has none. */
  readonly hubPort: number | null;
  readonly index: number;
}

/** Checked settings, as the driver uses them. */
export interface PhidgetSettings extends PaceSettings {
  readonly address: NetAddress;
  readonly inputs: readonly PhidgetInput[];
  readonly channels: readonly Channel[];
  /** With defaults filled in; this is what is stored. */
  readonly stored: Settings;
}

const inputForm = /^([^=;]{1,40}?)\s*=\s*(?:(\d{3,9})\/)?(?:(\d):)?(\d{1,2})$/;

/** @returns a refusal `driver.settings` that names the setting */
export function phidgetSettings(raw: Readonly<Record<string, unknown>>): Result<PhidgetSettings> {
  const parsed = parseSettings(phidgetFields, raw);
  if (!parsed.ok) return parsed;
  const stored = parsed.value;
  const place = String(stored['address']).trim();
  const address = parseAddress(place, serverPort);
  if (address === null) {
    return refuse('driver.settings', `address: wants one such as localhost, got "${place}"`);
  }
  const inputs = parseChannelList(String(stored['channels']), 'BT=0; ET=1', parseInput);
  if (!inputs.ok) return inputs;
  const values = inputs.value.map(({ label }) => ({ label, unit: 'C', step: null }) as const);
  return ok({
    address,
    inputs: inputs.value,
    channels: labelledChannels(values),
    ...paceOf(stored),
    stored,
  });
}

function parseInput(part: string): Result<PhidgetInput> {
  const [, label, serial, port, index] = inputForm.exec(part) ?? [];
  if (label === undefined) return badChannel(part, 'is not "name=channel" or "name=port:channel"');
  const numberOf = (said: string | undefined) => (said === undefined ? null : Number(said));
  return ok({ label, serial: numberOf(serial), hubPort: numberOf(port), index: Number(index) });
}
