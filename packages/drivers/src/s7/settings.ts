import { parseSettings, type SettingField, type Settings } from '@artisan-ts/contracts';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import {
  clockRateField,
  intervalField,
  type PaceSettings,
  paceOf,
  replyTimeoutField,
  replyTimeoutUsOf,
} from '#pace-fields.ts';
import { machineField, machineUnitField, usualUnit } from '#preset-fields.ts';
import type { S7Meaning } from '#s7/channels.ts';
import { s7Machines } from '#s7/machines.ts';
import { parseS7Map } from '#s7/map.ts';
import type { S7Pace } from '#s7/plan.ts';
import { addressText, type NetAddress, parseAddress } from '#transport/address.ts';

const isoPort = 102;

/** What a person says to connect a machine with a Siemens S7. */
export const s7Fields: readonly SettingField[] = [
  machineField(s7Machines.keys()),
  {
    name: 'address',
    label: 'Address',
    help: 'Of the PLC, such as 172.30.30.50. Empty: as delivered.',
    kind: 'text',
    finds: { tcpPort: isoPort },
    default: '',
    maxLength: 256,
  },
  {
    name: 'place',
    label: 'Rack and slot',
    help: 'Of the CPU: 0/2 is usual with S7-300, 0/1 or 0/0 with S7-1200 and S7-1500. Empty: as the machine has it.',
    kind: 'text',
    default: '',
    maxLength: 5,
  },
  {
    name: 'channels',
    label: 'Channels',
    help: 'What is read: name=DB3.118 REAL C; PE, PA and MK are written MK.32 INT. Types INT, UINT, DINT, REAL, BYTE, and BOOL with its bit (DB2.4.3). /10 divides.',
    kind: 'text',
    default: '',
    maxLength: 2000,
  },
  machineUnitField,
  intervalField(),
  replyTimeoutField(),
  clockRateField,
];

/** Checked settings, as the driver uses them. */
export interface S7Settings extends PaceSettings {
  readonly address: NetAddress;
  readonly meaning: S7Meaning;
  readonly pace: S7Pace;
  /** Everything said, nothing left to the machine's name: what is stored keeps its meaning when the table is mended. */
  readonly stored: Settings;
}

/** @returns a refusal `driver.settings` that names the setting */
export function s7Settings(raw: Readonly<Record<string, unknown>>): Result<S7Settings> {
  const parsed = parseSettings(s7Fields, raw);
  if (!parsed.ok) return parsed;
  const said = parsed.value;
  const machine = s7Machines.get(String(said['machine'])) ?? null;
  const channels = String(said['channels']) || (machine?.channels ?? '');
  const entries = parseS7Map(channels);
  if (!entries.ok) return entries;
  const addressSaid = String(said['address']) || (machine?.address ?? '');
  const address = parseAddress(addressSaid, isoPort);
  if (address === null) {
    return refuse(
      'driver.settings',
      `address: wants one such as 172.30.30.50, got "${addressSaid}"`,
    );
  }
  const place = String(said['place']) || (machine?.place ?? '0/1');
  const [, rack, slot] = /^([0-7])\/(\d|[12]\d|3[01])$/.exec(place) ?? [];
  if (rack === undefined) {
    return refuse(
      'driver.settings',
      `place: wants rack 0 to 7 and slot 0 to 31 such as 0/1, got "${place}"`,
    );
  }
  const unit = usualUnit(said, entries.value);
  const pace = paceOf(said);
  return ok({
    address,
    meaning: { entries: entries.value, unit },
    pace: {
      rack: Number(rack),
      slot: Number(slot),
      intervalUs: pace.intervalUs,
      replyTimeoutUs: replyTimeoutUsOf(said),
    },
    ...pace,
    stored: { ...said, address: addressText(address), place, channels, unit },
  });
}
