import { parseSettings, type SettingField, type Settings } from '@artisan-ts/contracts';
import { type Channel, ok, type Result, refuse, type TemperatureUnit } from '@artisan-ts/domain';
import { isTemperatureLabel, labelledChannels } from '#channel-labels.ts';
import { badChannel, parseChannelList } from '#channel-list.ts';
import {
  clockRateField,
  intervalField,
  type PaceSettings,
  paceOf,
  replyTimeoutField,
  replyTimeoutUsOf,
} from '#pace-fields.ts';

/** One channel: where its number stands in the data of an answer. */
export interface WebSocketEntry {
  readonly label: string;
  readonly key: string;
  readonly divider: number;
  /** The scale of a temperature; null: it is none. */
  readonly unit: TemperatureUnit | null;
}

/** What a person says to connect a machine that speaks Artisan's WebSocket protocol. */
export const webSocketFields: readonly SettingField[] = [
  {
    name: 'url',
    label: 'Address',
    help: 'Of the machine, with port and path: ws://192.168.0.5:80/WebSocket.',
    kind: 'text',
    finds: { tcpPort: 80, written: 'ws://{host}:80/WebSocket' },
    maxLength: 256,
  },
  {
    name: 'command',
    label: 'Question',
    help: 'The command that asks for data; it begins with get. getData for most, getCurrentRoastingStep for Probat P and G.',
    kind: 'text',
    default: 'getData',
    maxLength: 60,
  },
  {
    name: 'channels',
    label: 'Channels',
    help: 'name=key unit: BT=BT C; ET=ET C; Burner=burner. The key stands in the data of the answer; /10 behind it divides.',
    kind: 'text',
    default: 'BT=BT C; ET=ET C',
    maxLength: 2000,
  },
  {
    name: 'machineId',
    label: 'Number of the machine',
    help: 'Where one server speaks for several machines.',
    kind: 'number',
    default: 0,
    min: 0,
    max: 1_000_000,
    unit: '',
    integer: true,
  },
  intervalField(),
  replyTimeoutField(),
  clockRateField,
];

/** Checked settings, as the driver uses them. */
export interface WebSocketSettings extends PaceSettings {
  readonly url: string;
  readonly command: string;
  readonly machineId: number;
  readonly entries: readonly WebSocketEntry[];
  readonly channels: readonly Channel[];
  readonly replyTimeoutUs: number;
  /** With defaults filled in; this is what is stored. */
  readonly stored: Settings;
}

const entryForm = /^(.{1,40}?)\s*=\s*([A-Za-z_][\w.-]{0,59})(?:\/(\d{1,5}))?(?:\s+([CF]))?$/;
/** A question begins with get: no other command can be configured. */
const commandForm = /^get\w*$/;

/** @returns a refusal `driver.settings` that names the setting */
export function webSocketSettings(
  raw: Readonly<Record<string, unknown>>,
): Result<WebSocketSettings> {
  const parsed = parseSettings(webSocketFields, raw);
  if (!parsed.ok) return parsed;
  const said = parsed.value;
  const url = String(said['url']).trim();
  if (!/^wss?:\/\/[^\s/]+(\/\S*)?$/.test(url) || !URL.canParse(url)) {
    return refuse(
      'driver.settings',
      `url: wants one such as ws://192.168.0.5:80/WebSocket, got "${url}"`,
    );
  }
  const command = String(said['command']).trim();
  if (!commandForm.test(command)) {
    return refuse(
      'driver.settings',
      `command: must begin with get, for this only reads; got "${command}"`,
    );
  }
  const entries = parseChannelList(String(said['channels']), 'BT=BT C; ET=ET C', parseEntry);
  if (!entries.ok) return entries;
  return ok({
    url,
    command,
    machineId: Number(said['machineId']),
    entries: entries.value,
    channels: labelledChannels(entries.value.map((entry) => ({ ...entry, step: null }))),
    replyTimeoutUs: replyTimeoutUsOf(said),
    ...paceOf(said),
    stored: said,
  });
}

function parseEntry(part: string): Result<WebSocketEntry> {
  const [, label, key = '', divider = '1', unit] = entryForm.exec(part) ?? [];
  if (label === undefined || Number(divider) < 1) return badChannel(part, 'is not "name=key unit"');
  const scale = unit === 'C' || unit === 'F' ? unit : isTemperatureLabel(label) ? 'C' : null;
  return ok({ label, key, divider: Number(divider), unit: scale });
}
